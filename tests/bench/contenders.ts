import { Client } from 'pg';
import { signToken } from '../../adapters/jose/sign-token.ts';
import { createDatabase, type PostgresServer } from '../support/postgres-server.ts';
import { type Child, fork } from './child.ts';
import type { Figures } from './figures.ts';
import type { Load } from './load-process.ts';
import { aWebhookBody } from './webhook-requests.ts';
import { findYardsticks } from './yardstick.ts';
import { yardstickSchema } from './yardstick-schema.ts';

/** Somebody who stores webhooks, and can be measured again and again. */
export interface Contender {
  name: string;
  label: string;
  measure: (seconds: number) => Promise<Figures>;
}

const connections = 64;
const signingKey = 'a signing key for the bench';
const jwtSecret = 'a secret for the bench, long enough';

/** What the service asks for in production. */
const production = {
  NODE_ENV: 'production',
  PORT: '0',
  HOST: '127.0.0.1',
  CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
  JWT_SECRET: jwtSecret,
  JWT_ISSUER: 'bench',
  JWT_AUDIENCE: 'bench',
};

/** Starts all that is compared, on one PostgreSQL. The first is the yardstick. */
export async function startContenders(
  server: PostgresServer,
  children: AsyncDisposableStack,
  profileFolder: string | null,
): Promise<Contender[]> {
  const yardsticks = await findYardsticks(aWebhookBody());
  const yardstickUrl = await createLeanDatabase(server);
  const load = await forkInto(children, 'load-process.ts', {});

  const serviceUrl = await createDatabase(server);
  const execArgv = profileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const env = { ...production, DATABASE_URL: serviceUrl };
  const service = await forkInto(children, 'service-process.ts', { env, execArgv });

  const unitOfWorkUrl = await createLeanDatabase(server);
  const unitOfWork = await forkInto(children, 'unit-of-work-process.ts', {
    env: { ...production, DATABASE_URL: unitOfWorkUrl },
  });

  const overHttp = (child: Child, url: string, path: { organizations: number; events: number }) => {
    let fastest = 2000;
    return counted(url, path.events, async (seconds) => {
      const address = (await child.ask(path.organizations)) as string;
      const order: Load = {
        url: address,
        signingKey,
        connections,
        seconds,
        most: Math.ceil(seconds * fastest * 1.5),
        listeners: await listenersIn(path.organizations),
        eventsPerWebhook: path.events,
      };
      const figures = (await load.ask(order)) as Figures;
      fastest = Math.max(fastest, figures.rate);
      return figures;
    });
  };
  return [
    ...yardsticks.map(({ label, measure }, i) => ({
      name: i === 0 ? 'yardstick' : 'nodeYardstick',
      label,
      measure: counted(yardstickUrl, 0, (seconds) => measure(yardstickUrl, seconds)),
    })),
    {
      name: 'service16',
      label: 'the service, whole path, 16 organizations',
      measure: overHttp(service, serviceUrl, { organizations: 16, events: 3 }),
    },
    {
      name: 'service1',
      label: 'the service, whole path, 1 organization',
      measure: overHttp(service, serviceUrl, { organizations: 1, events: 3 }),
    },
    {
      name: 'unitOfWork',
      label: 'Koa + MikroORM, one unit of work a request, 16 organizations',
      measure: overHttp(unitOfWork, unitOfWorkUrl, { organizations: 16, events: 1 }),
    },
  ];
}

async function forkInto(
  children: AsyncDisposableStack,
  program: string,
  options: Parameters<typeof fork>[1],
): Promise<Child> {
  const child = await fork(program, options);
  children.defer(() => child.stop());
  return child;
}

async function createLeanDatabase(server: PostgresServer): Promise<string> {
  const url = await createDatabase(server);
  await query(url, yardstickSchema);
  return url;
}

function listenersIn(organizations: number): Promise<Load['listeners']> {
  return Promise.all(
    Array.from({ length: organizations }, async (_, i) => {
      const organization = `org-${i}`;
      const token = await signToken(jwtSecret, {
        subject: 'bench',
        organizationId: organization,
        role: 'member',
        lifetimeSeconds: 3600,
        issuer: 'bench',
        audience: 'bench',
        organizationClaim: 'org',
        roleClaim: 'role',
      });
      return { organization, token };
    }),
  );
}

/** A figure counts only when the database has what was acknowledged, every event of it was pushed, and nothing failed. */
function counted(
  url: string,
  eventsPerWebhook: number,
  measure: Contender['measure'],
): Contender['measure'] {
  return async (seconds) => {
    await query(url, 'checkpoint');
    const before = await countRows(url);
    const figures = await measure(seconds);
    const after = await countRows(url);
    const { acknowledged, failed, events } = figures;
    const logged = acknowledged * Math.max(eventsPerWebhook, 1);
    const expected = {
      deliveries: acknowledged,
      prospects: acknowledged,
      scheduled_events: acknowledged,
      notes: acknowledged,
      event_log: logged,
      events: acknowledged * eventsPerWebhook,
      failed: 0,
    };
    const found: Record<string, number> = { events, failed };
    for (const table of tables) found[table] = (after[table] ?? 0) - (before[table] ?? 0);
    const wrong = Object.entries(expected).filter(([name, count]) => found[name] !== count);
    if (wrong.length > 0 || acknowledged === 0) {
      const list = wrong.map(([name, count]) => `${name}: ${found[name]} instead of ${count}`);
      throw new Error(`No figure: what was acknowledged is not what is there. ${list.join('; ')}`);
    }
    return figures;
  };
}

const tables = ['deliveries', 'prospects', 'scheduled_events', 'notes', 'event_log'];

async function countRows(url: string): Promise<Record<string, number>> {
  const counts = tables.map((table) => `(select count(*) from ${table})::int as ${table}`);
  const [row] = await query(url, `select ${counts.join(', ')}`);
  return row as Record<string, number>;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}
