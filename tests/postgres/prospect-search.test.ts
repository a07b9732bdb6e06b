import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { MemoryDatabase } from '../../adapters/memory/memory-database.ts';
import { MemoryIngestStore } from '../../adapters/memory/memory-ingest-store.ts';
import { MemoryProspectStore } from '../../adapters/memory/memory-prospect-store.ts';
import { Database } from '../../adapters/postgres/database/database.ts';
import { PostgresIngestStore } from '../../adapters/postgres/ingest/postgres-ingest-store.ts';
import { rareLetters } from '../../adapters/postgres/rows/rare-letters.ts';
import { ProspectSearch } from '../../adapters/postgres/search/prospect-search.ts';
import type { Position } from '../../adapters/postgres/search/prospect-search-statements.ts';
import type { EmailAddress } from '../../src/domain/email-address.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { comparableText } from '../../src/domain/searched-text.ts';
import { keep } from '../support/a-change.ts';
import { aProspect, aScheduledEventAt } from '../support/a-store-row.ts';

const now = new Date('2026-01-04T12:00:00.000Z');
const acme = organizationId('acme');
const manyLetters = String.fromCodePoint(...Array.from({ length: 40 }, (_, i) => 0x4e00 + i));
const names = [
  'Ida Żqziak',
  'Zoé',
  'Jean Martin',
  'Ana',
  '太郎',
  'x'.repeat(400),
  'Pöck 07',
  null,
  manyLetters,
];
const memory = new MemoryDatabase();
const inMemory = new MemoryProspectStore(memory, new ManualClock(now));
let folder: string;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'search-'));
  database = await Database.open({ url: undefined, dataDir: folder });
  const prospects = Array.from({ length: 150 }, (_, i) => {
    const prospect = aProspect({
      email: `p${i}${i % 9 === 0 ? '.qz' : ''}@example${i % 20}.com` as EmailAddress,
      lastActivityAt: new Date(now.getTime() - ((i * 37) % 60) * 60_000),
    });
    return {
      ...prospect,
      reported: { ...prospect.reported, name: names[(i * 7) % 12] ?? 'Anne Durand' },
    };
  });
  const scheduledEvents = prospects.flatMap(({ id }, i) => [
    ...(i % 3 === 0 ? [aScheduledEventAt(id, new Date(now.getTime() + 3600_000))] : []),
    ...(i % 5 === 0 ? [aScheduledEventAt(id, now, { noShow: true })] : []),
    ...(i % 40 === 7 ? [aScheduledEventAt(id, now, { cancellation })] : []),
  ]);
  for (const store of [new MemoryIngestStore(memory), new PostgresIngestStore(database)]) {
    await keep(store, acme, { prospects, scheduledEvents });
    await keep(store, organizationId('globex'), { prospects });
  }
}, 60_000);

afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const cancellation = { by: null, byType: null, reason: null, at: null };
const rareTexts = [
  'q',
  'qz',
  'Ż',
  'żq',
  '太',
  '太郎',
  'xx',
  'xxx',
  manyLetters,
  'öc',
  '07',
  '7@e',
  '.qz@',
  'bt',
];
const otherTexts = [
  'zo',
  'é',
  'an',
  'ana',
  'martin',
  'e1',
  'e11',
  'example11.com',
  'd p',
  'com',
  'no such',
];
const aText = fc.constantFrom('anne durand p1', ...rareTexts, ...otherTexts);
const anyReach = fc.record({
  texts: fc.integer({ min: 1, max: 60 }),
  meetings: fc.integer({ min: 1, max: 60 }),
  candidates: fc.integer({ min: 0, max: 60 }),
});
const aSearch = fc.record({
  text: fc.option(aText, { nil: null }),
  filter: fc.constantFrom('upcoming', 'canceled', 'no_show', null),
  limit: fc.integer({ min: 1, max: 30 }),
});

test('a search finds the same in the same order, however far each of its ways reaches', async () => {
  await fc.assert(
    fc.asyncProperty(anyReach, aSearch, async (reach, { text, filter, limit }) => {
      const search = new ProspectSearch(database, reach);
      const found: string[] = [];
      let after: Position | null = null;
      do {
        const page: Position[] = await search.page({
          organizationId: acme,
          text: text && comparableText(text),
          filter,
          now,
          after,
          limit,
        });
        found.push(...page.map(({ id }) => id));
        after = page.length < limit ? null : (page.at(-1) ?? null);
      } while (after !== null);

      const all = { search: text, filter, limit: 200, cursor: null };
      const { items } = await inMemory.list(acme, all);
      expect(found).toEqual(items.map(({ id }) => id));
    }),
    { numRuns: 150 },
  );
}, 120_000);

test('the database finds the letters that are rare in rows that a version before wrote', async () => {
  const texts = fc.sample(fc.oneof(fc.string({ unit: 'grapheme' }), fc.emailAddress()), 300);

  const rows = await database.query<{ rare: number[] }>(
    `select rare_letters_of(text) as rare from unnest($1::text[]) with ordinality as t(text, i) order by i`,
    [texts.map((text) => comparableText(text).replaceAll('\0', ''))],
  );

  const sorted = (codes: Iterable<number>) => [...new Set(codes)].toSorted((a, b) => a - b);
  expect(rows.map(({ rare }) => sorted(rare))).toEqual(
    texts.map((text) => sorted(rareLetters(comparableText(text).replaceAll('\0', '')).keys())),
  );
});

test('rows that a version before wrote are found', async () => {
  await database.query('update prospects set rare_letters = null');
  const search = new ProspectSearch(database, { texts: 1, meetings: 1, candidates: 100 });
  const wanted = { organizationId: acme, filter: null, now, after: null, limit: 100 };

  for (const text of ['qz', 'ż']) {
    const { items } = await inMemory.list(acme, {
      search: text,
      filter: null,
      limit: 100,
      cursor: null,
    });
    const page = await search.page({ ...wanted, text });
    expect(page.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  }
});

test('who becomes active while pages are looked for keeps nobody else from being found, once', async () => {
  const all = { search: 'example', filter: null, limit: 200, cursor: null };
  const listed = (await inMemory.list(acme, all)).items.map(({ id }) => id);
  const moved = new Set<string>();
  const movedMeanwhile: Pick<Database, 'query'> = {
    query: async (sql, parameters) => {
      const rows = await database.query<never>(sql, parameters);
      // One of those that were just met, so that the stretch that was looked at is short of one.
      const met = JSON.stringify(rows).match(/[\da-f-]{36}/g) ?? [];
      const [id] = met;
      if (id === undefined || met.length < 3) return rows;
      moved.add(id);
      await database.query(
        `update prospects set last_activity_at = $2::timestamptz + interval '1 hour'
         where organization_id = 'acme' and id = $1`,
        [id, now.toISOString()],
      );
      return rows;
    },
  };
  const search = new ProspectSearch(movedMeanwhile, { texts: 7, meetings: 7, candidates: 0 });

  const found: string[] = [];
  let after: Position | null = null;
  do {
    const wanted = { organizationId: acme, text: 'example', filter: null, now, after, limit: 20 };
    const page: Position[] = await search.page(wanted);
    found.push(...page.map(({ id }) => id));
    after = page.length < 20 ? null : (page.at(-1) ?? null);
  } while (after !== null);

  const unmoved = (ids: readonly string[]) => ids.filter((id) => !moved.has(id));
  expect(moved.size).toBeGreaterThan(10);
  expect(unmoved(found)).toEqual(unmoved(listed));
});
