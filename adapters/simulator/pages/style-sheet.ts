/** The style sheet of all pages. Text and background pass WCAG AA in both colour schemes. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f5f3, #191817);
  --surface: light-dark(#fff, #242321);
  --text: light-dark(#24211e, #eceae7);
  --faint: light-dark(#5c564f, #b7b2ac);
  --line: light-dark(#dbd7d1, #45423f);
  --accent: light-dark(#15666a, #8ac9c6);
  --on-accent: light-dark(#fff, #12302f);
  --good: light-dark(#e3f3e6, #1d3a24);
  --bad: light-dark(#fbe6e4, #4a1f1c);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 74rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
a { color: var(--accent); }
small, .hint { color: var(--faint); font-size: .875rem; }
code { font-size: .85em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.banner { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem 1rem; background: var(--surface);
  border-bottom: 1px solid var(--line); font-size: .875rem; }
.banner p { margin: 0; color: var(--faint); }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 0 0 1.25rem; }
form.card, div.card { max-width: 34rem; margin-inline: auto; }
section.card form.card { max-width: none; }
fieldset { border: 0; margin: 1rem 0; padding: 0; }
legend { font-weight: 600; padding: 0; margin-bottom: .25rem; }
.choice { display: flex; gap: .75rem; align-items: flex-start; padding: .5rem .75rem; border-radius: .5rem; cursor: pointer; }
.choice:hover { background: var(--ground); }
.choice input { margin: .3rem 0 0; accent-color: var(--accent); }
.choice small { display: block; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem 1rem; align-items: end; }
.field { display: block; min-width: 0; }
.field > span { display: block; font-size: .875rem; color: var(--faint); }
.field input, .field select, .field textarea { width: 100%; font: inherit; color: inherit; background: var(--ground);
  border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .6rem; min-height: 2.6rem; }
button, .button { display: inline-block; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer;
  min-height: 2.6rem; padding: .5rem 1.1rem; border-radius: .5rem; border: 1px solid var(--accent);
  background: var(--accent); color: var(--on-accent); }
.quiet { background: transparent; color: var(--accent); }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 0; }
td .actions { margin: 0; flex-wrap: nowrap; }
td button, td .button { min-height: 2rem; padding: .2rem .7rem; font-weight: 500; font-size: .9rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: 1rem 0; }
nav a[aria-current] { font-weight: 600; text-decoration: none; border-bottom: 2px solid; color: var(--text); }
.scroller { overflow-x: auto; position: relative; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-size: .875rem; color: var(--faint); font-weight: 500; }
th, td { padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); vertical-align: top; }
td small { display: block; }
@media (max-width: 44rem) {
  .meetings thead { position: absolute; clip-path: inset(50%); }
  .meetings tr { display: block; border-top: 1px solid var(--line); padding: .6rem 0; }
  .meetings td { display: block; border: 0; padding: 0; }
  .meetings td .actions { margin-top: .4rem; flex-wrap: wrap; }
}
.notice { border-radius: .5rem; padding: .6rem .9rem; margin: 0 0 1rem; background: var(--good); }
.notice[role=alert] { background: var(--bad); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { color: var(--faint); }
dd { margin: 0; min-width: 0; }
`.trimStart();
