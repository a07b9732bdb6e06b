import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { cases } from './cases.ts';
import { casesPage, renewal } from './cases-page.ts';
import { whatCameOf } from './what-came-of.ts';

const folder = join(import.meta.dirname, '../fixtures/calendly');
const page = join(import.meta.dirname, '../../docs/cases.md');

describe('what Calendly tells', () => {
  for (const { title, tells, receipts, people, announced, shows = {} } of cases) {
    test(`${title}: its receipts, people, meetings, notes and events are those of the page`, async () => {
      const { files, ...outcome } = await whatCameOf(tells);

      expect(outcome).toEqual({ receipts, people, announced });
      expect([files[0] ?? {}]).toMatchObject([shows]);
    });
  }

  for (const { title, tells, receipts, people, shows = {} } of cases.filter(
    ({ inAnyOrder }) => inAnyOrder,
  )) {
    test(`${title}: ends the same in every order`, async () => {
      for (const order of ordersOf(tells)) {
        const outcome = await whatCameOf(order);

        expect({ order, people: outcome.people }).toEqual({ order, people });
        expect(outcome.receipts).toEqual(receipts);
        expect(outcome.files[0]).toMatchObject(shows);
      }
    }, 60_000);
  }

  test('every fixture that is a delivery is in a case', () => {
    const fixtures = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

    const told = new Set(cases.flatMap(({ tells }) => tells));

    expect(fixtures.filter((name) => !told.has(name))).toEqual(['signature.vectors']);
  });

  test('the page of cases is up to date', () => {
    const text = casesPage(cases);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, text);

    const isUpToDate = readFileSync(page, 'utf8') === text;

    expect(isUpToDate ? 'up to date' : `docs/cases.md is out of date. Renew it: ${renewal}`).toBe(
      'up to date',
    );
  });
});

function ordersOf<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((one, i) =>
    ordersOf(things.toSpliced(i, 1)).map((others) => [one, ...others]),
  );
}
