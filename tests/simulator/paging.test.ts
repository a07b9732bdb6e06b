import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pageOf } from '../../adapters/simulator/api/paging.ts';
import type { Call } from '../../adapters/simulator/http/call.ts';
import { ACalendly } from './a-calendly.ts';

const url = 'http://calendly.test';

interface Page {
  collection: number[];
  pagination: { count: number; next_page: string | null } & Record<string, string | null>;
}

const key = (row: number) => String(row).padStart(8, '0');

function page(
  rows: readonly number[],
  query: Record<string, string>,
  more: object = {},
  keyOf = key,
): Page {
  const call = { path: '/rows', query: new URLSearchParams(query) } as Call;
  const { body } = pageOf(call, url, { rows, keyOf, render: (row) => row as never, ...more });
  return JSON.parse(body);
}

/** Every page from a first one on, to one side. */
function walk(first: Page, side: 'next' | 'previous', load: (token: string) => Page): Page[] {
  const pages = [first];
  for (;;) {
    const token = pages.at(-1)?.pagination[`${side}_page_token`];
    if (!token) return pages;
    pages.push(load(token));
  }
}

describe('pages', () => {
  const row = fc.integer({ min: 0, max: 500 });

  test('have every row that is asked for once, in order, forth and back', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { maxLength: 60 }),
        fc.record({ from: row, before: row, divisor: fc.integer({ min: 1, max: 4 }) }),
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        (numbers, { from, before, divisor }, count, isDescending) => {
          const rows = numbers.toSorted((one, other) => one - other);
          const matches = (number: number) => number % divisor === 0;
          const more = { from: key(from), before: key(before), matches, isDescending };
          const load = (token?: string) =>
            page(rows, { count: String(count), ...(token && { page_token: token }) }, more);

          const forth = walk(load(), 'next', load);
          const back = walk(forth.at(-1) as Page, 'previous', load);

          const asked = rows.filter((it) => it >= from && it < before && matches(it));
          const expected = isDescending ? asked.toReversed() : asked;
          expect(forth.flatMap(({ collection }) => collection)).toEqual(expected);
          expect(back.toReversed().flatMap(({ collection }) => collection)).toEqual(expected);
          for (const { collection, pagination } of forth)
            expect(pagination.count).toBe(collection.length);
        },
      ),
    );
  });

  test('hold though rows come and go between them', () => {
    const rows = Array.from({ length: 30 }, (_, at) => at * 10);
    const first = page(rows, { count: '10' });
    const token = first.pagination['next_page_token'] ?? '';

    const changed = [...rows.filter((it) => it !== 90), 95, 5].toSorted((a, b) => a - b);
    const second = page(changed, { count: '10', page_token: token });

    expect(second.collection).toEqual([95, 100, 110, 120, 130, 140, 150, 160, 170, 180]);
  });

  test('are found in a long list without looking through it', () => {
    const rows = Array.from({ length: 1_000_000 }, (_, at) => at);
    let looks = 0;
    const counting = (it: number) => {
      looks += 1;
      return key(it);
    };

    const first = page(rows, { count: '100' }, { from: key(700_000) }, counting);
    const token = first.pagination['next_page_token'] ?? '';
    page(rows, { count: '100', page_token: token }, { from: key(700_000) }, counting);

    expect(first.collection[0]).toBe(700_000);
    expect(looks).toBeLessThan(100);
  });

  test('are 20 rows unless asked otherwise', () => {
    expect(
      page(
        Array.from({ length: 50 }, (_, at) => at),
        {},
      ).pagination.count,
    ).toBe(20);
  });
});

describe('a page token', () => {
  test('is good only with the filters it came with, whatever the count', async () => {
    await using calendly = await ACalendly.start({ events: 30 });
    const { user } = await calendly.who();
    const load = (query: Record<string, string>) =>
      calendly.get(`/scheduled_events?${new URLSearchParams({ user, ...query }).toString()}`);
    const page_token = (await load({ count: '5' })).body.pagination.next_page_token;

    const narrowed = await load({ count: '5', page_token, status: 'active' });

    expect((await load({ count: '3', page_token })).body.collection).toHaveLength(3);
    expect(narrowed.status).toBe(400);
    expect(narrowed.body.details).toEqual([{ parameter: 'page_token', message: 'is invalid' }]);
  });

  test('comes in a whole address too, which leads to the simulator', async () => {
    await using calendly = await ACalendly.start({ events: 30 });
    const { user } = await calendly.who();
    const query = new URLSearchParams({ user, count: '5', status: 'active' });
    const { next_page, next_page_token } = (
      await calendly.get(`/scheduled_events?${query.toString()}`)
    ).body.pagination;

    const next = new URL(next_page);
    expect(next.origin).toBe(calendly.url);
    expect(Object.fromEntries(next.searchParams)).toEqual({
      ...Object.fromEntries(query),
      page_token: next_page_token,
    });
    expect((await calendly.get(`${next.pathname}${next.search}`)).status).toBe(200);
  });
});
