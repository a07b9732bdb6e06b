import { createHash } from 'node:crypto';
import { firstAtOrAfter } from '../bookings/sorted-events.ts';
import { type Answer, json } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { ApiRefusal } from './api-refusal.ts';

/** Rows sorted by a unique key. `from` and `before` are bounds of the key. */
export interface Listing<T> {
  rows: readonly T[];
  keyOf: (row: T) => string;
  from?: string | undefined;
  before?: string | undefined;
  isDescending?: boolean | undefined;
  matches?: (row: T) => boolean;
  render: (row: T) => object;
}

interface Cursor {
  /** The key to continue from, and whether the direction is towards the first page. */
  key: string;
  isBack: boolean;
}

/** The rows of a walk in one direction. `after`: whether one more row follows. */
interface Walk<T> {
  rows: T[];
  hasMore: boolean;
}

/**
 * A page of a list (Calendly's docs, "Pagination"): `count` of 1 to 100 rows, 20 unless given, from the token of
 * another page on. A token is valid only with the same filters. Finding a page takes no longer in a long list.
 * @throws ApiRefusal 400
 */
export function pageOf<T>(call: Call, webUrl: string, listing: Listing<T>): Answer {
  const count = countIn(call.query);
  const cursor = cursorIn(call);
  const isForward = cursor?.isBack !== true;
  const ascending = (listing.isDescending === true) !== isForward;
  const { rows, hasMore } = walk(listing, { count, key: cursor?.key, ascending });
  const page = isForward ? rows : rows.toReversed();

  const first = page.at(0);
  const last = page.at(-1);
  const hasNext = isForward ? hasMore : true;
  const hasPrevious = isForward ? cursor !== null : hasMore;
  const next = last !== undefined && hasNext ? { key: listing.keyOf(last), isBack: false } : null;
  const back =
    first !== undefined && hasPrevious ? { key: listing.keyOf(first), isBack: true } : null;
  return json(200, {
    collection: page.map((row) => listing.render(row)),
    pagination: {
      count: page.length,
      ...pageLink(call, webUrl, 'next', next),
      ...pageLink(call, webUrl, 'previous', back),
    },
  });
}

/** Walks from the row after a key, or from the end of the list where the direction begins. */
function walk<T>(
  { rows, keyOf, from, before, matches }: Listing<T>,
  { count, key, ascending }: { count: number; key: string | undefined; ascending: boolean },
): Walk<T> {
  const low = from === undefined ? 0 : firstAtOrAfter(rows, keyOf, from);
  const high = before === undefined ? rows.length : firstAtOrAfter(rows, keyOf, before);
  const step = ascending ? 1 : -1;
  const found: T[] = [];
  let index = ascending ? low : high - 1;
  if (key !== undefined) index = besides(rows, keyOf, { key, ascending });
  for (; index >= low && index < high; index += step) {
    const row = rows[index] as T;
    if (matches !== undefined && !matches(row)) continue;
    if (found.length === count) return { rows: found, hasMore: true };
    found.push(row);
  }
  return { rows: found, hasMore: false };
}

/** The index of the row next to a key, on one side. The row with that key may be gone. */
function besides<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  { key, ascending }: { key: string; ascending: boolean },
): number {
  const at = firstAtOrAfter(rows, keyOf, key);
  if (!ascending) return at - 1;
  const isThere = at < rows.length && keyOf(rows[at] as T) === key;
  return isThere ? at + 1 : at;
}

function countIn(query: URLSearchParams): number {
  const text = query.get('count') ?? '20';
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > 100)
    throw ApiRefusal.invalid({ parameter: 'count', message: 'must be between 1 and 100' });
  return count;
}

function pageLink(call: Call, webUrl: string, side: 'next' | 'previous', cursor: Cursor | null) {
  const token = cursor && tokenOf(cursor, call);
  const query = new URLSearchParams(call.query);
  if (token !== null) query.set('page_token', token);
  return {
    [`${side}_page`]: token && `${webUrl}${call.path}?${query.toString()}`,
    [`${side}_page_token`]: token,
  };
}

function tokenOf({ key, isBack }: Cursor, call: Call): string {
  const side = isBack ? 'p' : 'n';
  return Buffer.from(`${filtersOf(call)}${side}${key}`).toString('base64url');
}

function cursorIn(call: Call): Cursor | null {
  const token = call.query.get('page_token');
  if (token === null) return null;
  const [, filters, side, key = ''] =
    /^([0-9a-f]{8})([pn])(.+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (filters !== filtersOf(call))
    throw ApiRefusal.invalid({ parameter: 'page_token', message: 'is invalid' });
  return { key, isBack: side === 'p' };
}

/** Path and filters as eight digits, so that a token of one list is refused by another. */
function filtersOf({ path, query }: Call): string {
  const filters = [...query]
    .filter(([name]) => !['page_token', 'count'].includes(name))
    .map((filter) => filter.join('='))
    .toSorted();
  const digest = createHash('sha256').update([path, ...filters].join('&'));
  return digest.digest('hex').slice(0, 8);
}
