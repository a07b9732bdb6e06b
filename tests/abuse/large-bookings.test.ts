import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { bookedWebhook, inventBooking } from '../../adapters/booking-sender/simulated-webhook.ts';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { Database } from '../../adapters/postgres/database/database.ts';
import { PostgresIngestStore } from '../../adapters/postgres/ingest/postgres-ingest-store.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { keep } from '../support/a-change.ts';
import { AProductionProcess } from '../support/a-production-process.ts';
import { jwtSecret, signed, signingKey } from '../support/a-running-service.ts';
import { anEntry, aProspect, aScheduledEventAt } from '../support/a-store-row.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';

const mebibyte = 1024 * 1024;
const count = 200;
/** So many of them, the last ones, are walked through page by page. */
const walked = 30;
const acme = 'acme';

jest.setTimeout(180_000);
let postgres: PostgresServer;
let service: AProductionProcess;
let token: string;
beforeAll(async () => {
  postgres = await startPostgresServer();
  const url = await createDatabase(postgres);
  await keepLargeBookings(url);
  service = await AProductionProcess.start({
    DATABASE_URL: url,
    NODE_OPTIONS: '--max-old-space-size=512',
    JWT_SECRET: jwtSecret,
    JWT_ISSUER: 'any',
    JWT_AUDIENCE: 'any',
    CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
    DEFAULT_ORGANIZATION_ID: acme,
    API_REQUESTS_PER_SECOND: '1000',
  });
  const now = Math.floor(Date.now() / 1000);
  const exp = now + 3600;
  token = await signed({
    sub: 'a',
    org: acme,
    role: 'admin',
    iat: now,
    exp,
    iss: 'any',
    aud: 'any',
  });
}, 180_000);
afterAll(async () => {
  await service.stop();
  await postgres.stop();
});

describe('two hundred bookings of 1 MB from before there was a bound, in a heap of 512 MB', () => {
  test.each([
    ['the whole log, four times at once', Array(4).fill('/events?limit=1000')],
    ['the whole log, sixty times at once', Array(60).fill('/events?limit=1000')],
    [
      'different stretches of it at once',
      Array.from({ length: 60 }, (_, i) => `/events?limit=1000&after=${i * 2}`),
    ],
    ['every meeting, sixty times at once', Array(60).fill('/scheduled-events?limit=100')],
    ['every person, sixty times at once', Array(60).fill('/prospects?limit=100')],
  ])('do not end the process that is asked for %s', async (_, paths: string[]) => {
    const sizes = await Promise.all(paths.map(sizeOf));

    expect(Math.max(...sizes)).toBeLessThanOrEqual(mebibyte + 64 * 1024);
    expect(service.process.isAlive).toBe(true);
  });

  test('come one by one to who goes through the log, without a gap', async () => {
    const seqs: number[] = [];
    for (let after = 2 * (count - walked), more = true; more; ) {
      const page = await read<EventPage>(`/events?limit=1000&after=${after}`);
      expect(page.items.length).toBeGreaterThan(0);
      seqs.push(...page.items.map(({ seq }) => seq));
      ({ seq: after, more } = page);
    }

    expect(seqs).toEqual(
      Array.from({ length: 2 * walked }, (_, i) => 2 * (count - walked) + i + 1),
    );
  });

  test('come one by one to who goes through the list, each once', async () => {
    const ids: string[] = [];
    const from = startOf(count - walked).toISOString();
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: ListPage = await read(`/scheduled-events?limit=100&from=${from}${query}`);
      expect(page.items.length).toBeGreaterThan(0);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }

    expect(ids).toHaveLength(walked);
    expect(new Set(ids).size).toBe(walked);
  });

  test('take no more room when Calendly sends them now: what is shown is cut, the body is kept', async () => {
    const sent = aLargeWebhook();
    const headers = { [signatureHeader]: signV1(signingKey, sent, new Date()) };
    const path = `${service.url}/calendly/webhook`;
    const answer = await fetch(path, { method: 'POST', headers, body: sent });

    expect(await answer.json()).toEqual({ status: 'accepted' });
    const { items } = await read<ListPage>('/prospects?limit=1');
    const file = await read<{ scheduledEvents: object[] }>(`/prospects/${items[0]?.id}`);
    const [shown] = file.scheduledEvents;
    expect(JSON.stringify(shown)).toContain('…');
    expect(Buffer.byteLength(JSON.stringify(shown))).toBeLessThan(70 * 1024);
    const inbox = await read<ListPage>('/deliveries?limit=1');
    const kept = await read<{ rawBody: string }>(`/deliveries/${inbox.items[0]?.id}`);
    expect(Buffer.from(kept.rawBody, 'base64').toString()).toBe(sent);
  });
});

interface ListPage {
  items: { id: string }[];
  nextCursor: string | null;
}

interface EventPage {
  items: { seq: number }[];
  seq: number;
  more: boolean;
}

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(service.url + path, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

async function sizeOf(path: string): Promise<number> {
  const answer = await fetch(service.url + path, { headers: { authorization: `Bearer ${token}` } });
  // So many at once may be asked to come back later.
  expect([200, 429, 503]).toContain(answer.status);
  return (await answer.arrayBuffer()).byteLength;
}

function startOf(i: number): Date {
  return new Date(Date.UTC(2026, 1, 1, i));
}

/** As the version before kept them: nothing was cut. */
async function keepLargeBookings(url: string): Promise<void> {
  const database = await Database.open({ url, dataDir: '' });
  const ingest = new PostgresIngestStore(database);
  for (let i = 0; i < count; i += 1) {
    const ada = aProspect();
    const event = aScheduledEventAt(ada.id, startOf(i));
    const questionsAndAnswers = Array.from({ length: 100 }, (_, position) => ({
      question: 'Why?',
      answer: randomUUID().repeat(277),
      position,
    }));
    await keep(ingest, organizationId(acme), {
      prospects: [ada],
      scheduledEvents: [{ ...event, details: { ...event.details, questionsAndAnswers } }],
      entries: [
        anEntry(ada.id, { type: 'prospect.created' }),
        anEntry(event.id, { type: 'scheduled_event.created' }),
      ],
    });
  }
  await database.close();
}

function aLargeWebhook(): string {
  const start = new Date(Date.now() + 86_400_000);
  const webhook = bookedWebhook(inventBooking('large@example.com', start, new Date())) as {
    payload: { questions_and_answers: object[] };
  };
  webhook.payload.questions_and_answers = Array.from({ length: 100 }, (_, position) => ({
    question: 'Why?',
    answer: 'é'.repeat(4900),
    position,
  }));
  return JSON.stringify(webhook);
}
