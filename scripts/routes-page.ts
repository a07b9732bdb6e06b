import { httpApi } from '../adapters/wire/routes/http-api.ts';
import type { Route } from '../adapters/wire/routes/route.ts';

const begin = '<!-- routes: written by `npm run routes` -->';
const end = '<!-- end of routes -->';

/** The callers of a route, as a cell of the table. */
const asking = { member: 'members', admin: 'administrators', open: 'everybody' };

/** The page with the table of the declared routes. */
export function routesPage(page: string): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`The page lacks ${begin}.`);
  const rows = Object.values<Route>(httpApi).map(rowOf);
  const table = ['| route | for | answer |', '|---|---|---|', ...rows].join('\n');
  return `${before}${begin}\n\n${table}\n\n${end}${after}`;
}

function rowOf({ method, path, role, query, summary }: Route): string {
  const names = typeof query === 'object' ? Object.keys(query.shape).join('&') : '';
  const address = names === '' ? path : `${path}?${names}`;
  return `| \`${method} ${address}\` | ${asking[role ?? 'member']} | ${summary.en} |`;
}
