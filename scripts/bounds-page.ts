import {
  type SqlstateOutcome,
  sqlstateClasses,
  sqlstateExceptions,
} from '../adapters/postgres/database/sqlstate-outcomes.ts';
import { type Bound, bounds } from '../src/domain/bounds.ts';

/** The page with the tables of the code. */
export function boundsPage(page: string): string {
  return withTable(withTable(page, 'bounds', tableOfBounds()), 'sqlstates', tableOfSqlstates());
}

/** A table stands between two comments of the page that name it. */
function withTable(page: string, name: string, table: string): string {
  const begin = `<!-- ${name}: written by \`npm run bounds\` -->`;
  const end = `<!-- end of ${name} -->`;
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`The page lacks ${begin}.`);
  return `${before}${begin}\n\n${table}\n\n${end}${after}`;
}

function tableOfBounds(): string {
  const rows = Object.values(bounds).map(
    (bound: Bound) =>
      `| ${bound.what} | ${shownValue(bound)} | ${bound.past} | [test](../${bound.test}) |`,
  );
  return ['| what | bound | past it | shown by |', '|---|---|---|---|', ...rows].join('\n');
}

const whatHappens: Record<SqlstateOutcome, string> = {
  row: 'the row is at fault: the delivery is `dead`',
  conflict: 'another writer was faster: decided again at once, then `due`',
  busy: 'another writer held the stream: `due`',
  away: 'the server cannot work: `503`, nothing is kept',
  unknown:
    'the cause is unclear: a delivery that fails alone is `due`, or `503` when it cannot be kept',
};

function tableOfSqlstates(): string {
  const entries = [...Object.entries(sqlstateClasses), ...Object.entries(sqlstateExceptions)];
  const rows = entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { title, outcome }]) => `| \`${code}\` | ${title} | ${whatHappens[outcome]} |`);
  return ['| class or code | title | what happens |', '|---|---|---|', ...rows].join('\n');
}

function shownValue({ value, unit }: Bound): string {
  const mebibyte = 1024 * 1024;
  if (unit === 'bytes' && value % mebibyte === 0) return `${value / mebibyte} MiB`;
  if (unit === 'bytes' && value % 1024 === 0) return `${value / 1024} KiB`;
  if (unit === 'ms' && value % 1000 === 0) return `${value / 1000} s`;
  return `${value.toLocaleString('en')} ${unit}`;
}
