import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { bookedWebhook, inventBooking } from '../../adapters/booking-sender/simulated-webhook.ts';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { expectProblem, listProspects, readEvents, showProspect } from '../support/the-api.ts';

// Embedded databases take seconds to start, and here one does again and again.
jest.setTimeout(90_000);

const dayMilliseconds = 24 * 60 * 60 * 1000;
const said = 'Removed what is kept no longer';

describe('a service that comes back after some days', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'retention-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('makes up what was due, once; what it removed is gone, and comes back by no old webhook', async () => {
    const settings = {
      DATABASE_URL: '',
      DATA_DIR: folder,
      EVENT_RETENTION_DAYS: '3',
      DELIVERY_RETENTION_DAYS: '3',
    };
    const old = aBookingStarting(91);
    const young = aBookingStarting(60);

    const first = await aRunningService(settings, daysAgo(5));
    await first.post(old);
    await first.post(young);
    const before = await theFile(first);
    const made = first.logger.messages('info').filter((line) => line === said);
    await first.stop();

    const second = await aRunningService(settings);
    await until(() => second.logger.messages('info').includes(said), 'a purge that is made up');
    const after = await theFile(second);
    const bodies = await rawBodies(second);
    const again = [await second.post(old), await second.post(young)];
    const later = await theFile(second);
    const events = await readEvents(second, `?after=${before.seq}`);
    const past = await second.get('/events?after=1');
    using socket = new ASocket(second.url, {
      auth: { token: await second.token(), after: 1, epoch: before.epoch },
    });
    await socket.ready();
    const resync = await socket.first('resync_required');
    await second.stop();

    const third = await aRunningService(settings);
    await third.stop();

    expect(made).toEqual([]);
    expect(before.scheduledEvents).toHaveLength(2);
    expect(after.scheduledEvents).toHaveLength(1);
    expect(after.scheduledEvents).toEqual(before.scheduledEvents.filter(({ id }) => id !== gone()));
    expect(after.notes).toEqual(before.notes);
    expect(bodies).toEqual([null, null]);
    expect(events.items).toMatchObject([
      { type: 'scheduled_event.removed', subjectId: gone(), data: null, seq: before.seq + 1 },
    ]);
    expect(again.map(({ body }) => body)).toEqual([
      { status: 'duplicate' },
      { status: 'duplicate' },
    ]);
    expect(later.scheduledEvents).toEqual(after.scheduledEvents);
    expectProblem(past, 410, 'resync_required');
    expect(resync).toMatchObject({ seq: before.seq + 1 });
    expect(third.logger.messages('info')).not.toContain(said);

    function gone(): string | undefined {
      return before.scheduledEvents.toSorted((a, b) => (at(a) < at(b) ? -1 : 1))[0]?.id;
    }
  });
});

describe('services on one database', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);
  afterAll(() => server.stop());

  test('that start together purge once between them; a page open on another sees it happen', async () => {
    const settings = { DATABASE_URL: await createDatabase(server) };
    await using open = await aRunningService(settings, daysAgo(2));
    await open.post(aBookingStarting(91));
    const { seq, scheduledEvents } = await theFile(open);
    const exp = Math.floor(Date.now() / 1000) + 600;
    using page = new ASocket(open.url, { auth: { token: await open.token({ exp }) } });
    await page.ready();

    const started = await Promise.all([1, 2, 3].map(() => aRunningService(settings)));
    await until(() => page.events().length > 0, 'an event on the open page');
    for (const service of started) await service.stop();

    expect(page.events()).toMatchObject([
      { type: 'scheduled_event.removed', seq: seq + 1, subjectId: scheduledEvents[0]?.id },
    ]);
    const purges = started.flatMap(({ logger }) => logger.lines.filter((l) => l.message === said));
    expect(purges.map(({ fields }) => fields)).toMatchObject([{ scheduledEvents: 1 }]);
    expect(started.flatMap(({ logger }) => logger.messages('error'))).toEqual([]);
  });
});

/** A clock that stands so many days before now. */
function daysAgo(days: number): ManualClock {
  return new ManualClock(new Date(Date.now() - days * dayMilliseconds));
}

/** A webhook about a meeting that began so many days ago. */
function aBookingStarting(daysBefore: number): string {
  const start = new Date(Date.now() - daysBefore * dayMilliseconds);
  const made = new Date(start.getTime() - dayMilliseconds);
  return JSON.stringify(bookedWebhook(inventBooking('ada@example.com', start, made)));
}

/** The exact bytes of every webhook, where they are kept still. */
async function rawBodies(service: RunningService): Promise<unknown[]> {
  const token = await service.token({ role: 'admin' });
  const inbox = await service.get<{ items: { id: string }[] }>('/deliveries', { token });
  const file = async ({ id }: { id: string }) =>
    (await service.get<{ rawBody: string | null }>(`/deliveries/${id}`, { token })).body.rawBody;
  return Promise.all(inbox.body.items.map(file));
}

async function theFile(service: RunningService) {
  const { items } = await listProspects(service);
  return showProspect(service, items[0]?.id ?? '');
}

function at({ startTime }: { startTime: string | null }): string {
  return startTime ?? '';
}
