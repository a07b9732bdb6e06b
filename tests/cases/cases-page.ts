import type { Case } from './cases.ts';

/** How the page is brought up to date, said where that is missed. */
export const renewal = 'UPDATE_DOCS=1 npm test -- tests/cases';

/** The cases as a page for readers. */
export function casesPage(cases: readonly Case[]): string {
  const rows = cases.map(
    (one) =>
      `| ${[titleOf(one), tellsOf(one), receiptsOf(one), peopleOf(one), announcedOf(one)].join(' | ')} |`,
  );
  return `# Cases

What Calendly tells, and what becomes of it. Each row is checked by \`tests/cases\` with the deliveries it names, from
\`tests/fixtures/calendly\`. This page is written by \`${renewal}\`.

Times are UTC; notes are in the time zone of the service, here Europe/Paris. **Any order**: the deliveries may come in
every order and people, meetings and notes are the same; the receipts and events are those of the order shown.

| case | deliveries | receipt | people, meetings, notes | events announced |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

function titleOf({ title, inAnyOrder, also }: Case): string {
  const order = inAnyOrder ? '<br>**any order**' : '';
  return `${title}${order}${also === undefined ? '' : `<br>${also}`}`;
}

function tellsOf({ tells }: Case): string {
  return tells
    .map((name) => `[${name.replace(/^webhook\./, '')}](../tests/fixtures/calendly/${name}.json)`)
    .join('<br>');
}

function receiptsOf({ receipts }: Case): string {
  return receipts.join('<br>');
}

function peopleOf({ people }: Case): string {
  if (people.length === 0) return 'nobody';
  return people
    .map(({ email, meetings, notes }) =>
      [
        `\`${email}\``,
        ...meetings.map((one) => `meeting ${one}`),
        ...notes.map((one) => `« ${one} »`),
      ].join('<br>'),
    )
    .join('<br><br>');
}

/** One line per delivery would be a guess: an event does not say which delivery it came from. */
function announcedOf({ announced }: Case): string {
  return announced.length === 0 ? 'none' : announced.map((type) => `\`${type}\``).join('<br>');
}
