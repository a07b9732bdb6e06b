import { performance } from 'node:perf_hooks';
import { Command } from 'commander';
import { Client } from 'pg';
import { Database } from '../../adapters/postgres/database/database.ts';
import { PostgresProspectStore } from '../../adapters/postgres/reading/postgres-prospect-store.ts';
import { PostgresScheduledEventStore } from '../../adapters/postgres/reading/postgres-scheduled-event-store.ts';
import { writeCursor } from '../../adapters/postgres/rows/cursor.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { ProspectQuery } from '../../src/ports/prospect-store.ts';
import type { ScheduledEventQuery } from '../../src/ports/scheduled-event-store.ts';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';
import { median } from './figures.ts';
import { fillWithPeople } from './people.ts';

const { rows, rounds } = new Command()
  .name('npm run bench:reads --')
  .description('Measures pages of 50 prospects and scheduled events of a large organization.')
  .option('--rows <n>', 'prospects of the large organization, at least 100', Number, 1e6)
  .option('--rounds <n>', 'how often each page is read', Number, 5)
  .parse()
  .opts<{ rows: number; rounds: number }>();

const large = organizationId('large');
const small = organizationId('small');
const others = [1, 2, 3, 4].map((n) => organizationId(`other-${n}`));

await using resources = new AsyncDisposableStack();
const server = resources.use(
  await startPostgresServer({ shared_buffers: '256MB', max_wal_size: '4GB' }),
);
const url = await createDatabase(server);
const database = await Database.open({ url, dataDir: '' });
resources.defer(() => database.close());
const client = new Client(url);
await client.connect();
resources.defer(() => client.end());

say(`Filling in ${rows} prospects with a meeting each, and a fifth of that for others.`);
await fillWithPeople(
  client,
  new Map([
    [large, rows],
    ...others.map((other) => [other, Math.ceil(rows / 20)] as const),
    [small, 1000],
  ]),
);

const clock = { now: () => new Date() };
const prospects = new PostgresProspectStore(database, clock);
const scheduledEvents = new PostgresScheduledEventStore(database);
const late = await cursorNearTheEnd();

const cases: [string, () => Promise<{ items: unknown[] }>][] = [
  people({}, small),
  people({}),
  people({ cursor: late }),
  people({ search: 'an' }),
  people({ search: 'dur' }),
  people({ search: 'gmail.com' }),
  people({ search: 'durand' }),
  people({ search: 'durand', cursor: late }),
  people({ search: 'company77.example' }),
  people({ search: 'martin500' }),
  people({ search: 'no such person' }),
  people({ search: 'qz' }),
  people({ search: 'qz', cursor: late }),
  people({ search: 'xq' }),
  people({ search: '太' }),
  people({ filter: 'upcoming' }),
  people({ filter: 'upcoming', cursor: late }),
  people({ filter: 'canceled' }),
  people({ filter: 'no_show' }),
  people({ filter: 'upcoming', search: 'an' }),
  people({ filter: 'upcoming', search: 'durand' }),
  people({ filter: 'canceled', search: 'qz' }),
  people({ filter: 'no_show', search: 'an' }),
  people({ filter: 'no_show', search: 'durand' }),
  meetings({}),
  meetings({ from: new Date() }),
  meetings({ status: 'canceled' }),
  meetings({ status: 'rescheduled' }),
];
process.stdout.write(
  `\n${rows} prospects\n\n| page | rows | ms | first time |\n|---|---|---|---|\n`,
);
for (const [name, read] of cases) {
  const took: number[] = [];
  let found = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const start = performance.now();
    found = (await read()).items.length;
    took.push(performance.now() - start);
  }
  const [first = 0, ...rest] = took;
  process.stdout.write(
    `| ${name} | ${found} | ${median(rest).toFixed(1)} | ${first.toFixed(1)} |\n`,
  );
}

function people(query: Partial<ProspectQuery>, of = large): (typeof cases)[number] {
  const name = of === small ? 'of an organization of 1,000' : `prospects ${told(query)}`;
  const all = { search: null, filter: null, cursor: null, limit: 50 };
  return [name, () => prospects.list(of, { ...all, ...query })];
}

function meetings(query: Partial<ScheduledEventQuery>): (typeof cases)[number] {
  const all = { from: null, to: null, status: null, cursor: null, limit: 50 };
  return [
    `scheduled events ${told(query)}`,
    () => scheduledEvents.list(large, { ...all, ...query }),
  ];
}

function told({ cursor, ...query }: Record<string, unknown>): string {
  const parts = Object.entries(query).map(([key, value]) =>
    value instanceof Date ? 'from now' : `${key}=${String(value)}`,
  );
  return [...parts.toSorted(), ...(cursor ? ['nine tenths down'] : [])].join(', ').trim();
}

async function cursorNearTheEnd(): Promise<string> {
  const found = await client.query<{ at: Date; id: string }>(
    `select last_activity_at as at, id from prospects where organization_id = $1
     order by last_activity_at desc, id desc offset $2 limit 1`,
    [large, Math.floor(rows * 0.9)],
  );
  const place = found.rows.flatMap(({ at, id }) => [at.toISOString(), id]);
  const owner = { list: 'prospects', organizationId: large } as const;
  return writeCursor(await database.cursorKey(), owner, place);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
