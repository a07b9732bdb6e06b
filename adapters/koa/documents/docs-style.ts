/** The style of `/docs`. Colours pass AA on their grounds, in light and in dark. */
export const docsStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f7f7f5, #191817);
  --surface: light-dark(#fff, #242321);
  --text: light-dark(#24211e, #eceae7);
  --faint: light-dark(#5c564f, #b7b2ac);
  --line: light-dark(#dbd7d1, #45423f);
  --accent: light-dark(#15666a, #8ac9c6);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--surface); padding: .5rem 1rem; z-index: 1; }
.frame { display: grid; grid-template-columns: minmax(15rem, 19rem) minmax(0, 1fr); max-width: 84rem; margin: 0 auto; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 1.5rem 1rem; font-size: .875rem; }
nav ul { list-style: none; margin: 0 0 1.25rem; padding: 0; }
nav li a { display: block; padding: .25rem .5rem; border-radius: .35rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
nav li a:hover { background: var(--surface); text-decoration: underline; }
nav h2 { font-size: .8rem; color: var(--faint); margin: 0 0 .25rem .5rem; }
main { padding: 1.5rem 1rem 6rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; text-wrap: balance; }
main h2 { font-size: 1.35rem; margin: 2.5rem 0 1rem; }
h3 { font-size: 1.05rem; margin: 0 0 .35rem; font-weight: 600; overflow-wrap: anywhere; }
h4 { font-size: .875rem; margin: 1rem 0 .25rem; color: var(--faint); font-weight: 600; }
p { margin: 0 0 .75rem; max-width: 46rem; }
small { color: var(--faint); font-size: .85em; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
p code, td code, li code { background: var(--ground); border-radius: .25rem; padding: .1em .3em; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; margin: 0 0 .6rem; overflow-x: auto; }
.method { display: inline-block; min-width: 4.2em; text-align: center; font: 600 .75rem ui-monospace, monospace; padding: .15rem .5rem; border-radius: .35rem; border: 1px solid currentcolor; }
.GET { color: light-dark(#15666a, #8ac9c6); }
.POST { color: light-dark(#2f6b2a, #9fd39a); }
.PATCH, .PUT { color: light-dark(#7a5200, #e0bd73); }
.DELETE { color: light-dark(#a02a22, #f0a29b); }
nav .method { min-width: 3.6em; font-size: .65rem; padding: 0 .3rem; margin-right: .25rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th { text-align: left; font-weight: 500; vertical-align: top; padding: .3rem 1rem .3rem 0; width: 12rem; }
td { vertical-align: top; padding: .3rem 0; }
tr + tr > * { border-top: 1px solid var(--line); }
summary { cursor: pointer; }
summary h3 { display: inline-block; margin: 0 .5rem 0 .25rem; }
details[open] > summary { margin-bottom: .75rem; }
details > div { scroll-margin-top: 5rem; }
.problems { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .9rem; }
.fields .fields { background: var(--ground); border-radius: .4rem; display: block; padding: .25rem .6rem; }
.fields .fields th { width: auto; }
.top { display: flex; justify-content: space-between; gap: 1rem; flex-wrap: wrap; margin-bottom: 1rem; font-size: .875rem; }
@media (max-width: 52rem) {
  .frame { display: block; }
  nav { position: static; max-height: none; border-bottom: 1px solid var(--line); }
  th { width: auto; }
}
`;
