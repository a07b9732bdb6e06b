import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Sync } from '../../adapters/wire/sync.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { until } from '../support/a-socket.ts';
import { expectProblem } from '../support/the-api.ts';

jest.setTimeout(60_000);

const day = 86_400_000;

describe('a back-fill by hand', () => {
  let world: AServiceAtCalendly;
  beforeAll(async () => {
    world = await AServiceAtCalendly.start();
    await world.connectAndLoad();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const start = async (body?: object) =>
    world.ask<Sync>('POST', '/calendly/sync', { ...(body && { body }) });

  test('reads the last ninety days and all that is to come, once, whoever else asks', async () => {
    const [{ status, body }, second] = await Promise.all([start(), start()]);

    expect(status).toBe(202);
    expect(Sync.parse(body)).toEqual(body);
    expect(body).toMatchObject({ state: 'running', finishedAt: null, to: null, percent: 0 });
    expect(Date.parse(body.startedAt) - Date.parse(body.from)).toBe(90 * day);
    expect(second).toMatchObject({ status: 202, body: { id: body.id } });
    expect(await world.syncOver()).toMatchObject({ id: body.id, state: 'done', percent: 100 });
  });

  test('reads a window, and no more', async () => {
    const { now } = world.simulator;
    const from = new Date(now.getTime() - 30 * day).toISOString();
    const to = now.toISOString();
    world.line.overheard.length = 0;

    const { body } = await start({ from, to });
    const sync = await world.syncOver();

    expect(body).toMatchObject({ from, to });
    const lists = world.line.overheard.filter(({ path }) => path.startsWith('/scheduled_events?'));
    const windows = lists.map(({ path }) => new URLSearchParams(path.split('?')[1]));
    expect(windows.length).toBeGreaterThan(0);
    for (const asked of windows) {
      expect(Date.parse(asked.get('min_start_time') ?? '')).toBe(Date.parse(from));
      expect(Date.parse(asked.get('max_start_time') ?? '')).toBe(Date.parse(to));
    }
    expect(sync).toMatchObject({ state: 'done', created: 0, updated: 0 });
  });

  test.each([
    [{ from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }, 422],
    [{ from: 'yesterday' }, 422],
    [{ to: 5 }, 422],
    [[], 422],
  ])('of %j is refused', async (body, status) => {
    expectProblem(await start(body), status, 'validation');
  });

  test('is seen by its own organization only', async () => {
    const { id } = await world.syncOver();
    const path = `/calendly/sync/${id}`;

    expect((await world.ask('GET', path, { role: 'member' })).body).toMatchObject({ id });
    const foreign = await world.ask('GET', path, { organization: 'others' });
    const unknown = await world.ask('GET', `/calendly/sync/${crypto.randomUUID()}`);
    expectProblem(foreign, 404, 'not_found');
    expect(foreign.body).toEqual(unknown.body);
    expectProblem(await world.ask('GET', '/calendly/sync/x'), 404, 'not_found');
  });

  test('waits while Calendly does not answer, and goes on then', async () => {
    const { simulator } = world;
    const route = 'GET /scheduled_events';
    simulator.switchOn({ at: 'api', kind: 'html', route, times: 20 });
    const { body } = await start();
    const waits = async () => (await world.status()).sync?.state === 'waiting';
    await until(waits, 'a back-fill that waits', 30);
    const resumesAt = (await world.status()).sync?.resumesAt ?? '';
    simulator.switchOff();
    await simulator.advance(2);

    expect(await world.syncOver()).toMatchObject({ id: body.id, state: 'done', error: null });
    expect(Date.parse(resumesAt)).toBeGreaterThan(Date.parse(body.startedAt));
  });
});

describe('what a webhook could not tell', () => {
  let world: AServiceAtCalendly;
  beforeAll(async () => {
    world = await AServiceAtCalendly.start({ simulator: { events: 0, upcoming: 0 } });
    await world.connectAndLoad();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('such as a conference link, is fetched when it is ready', async () => {
    const { simulator } = world;
    simulator.forgetCalls();

    simulator.book({ email: 'ada@example.com' });
    await until(async () => (await world.emails()).length === 1, 'a booking');
    const before = await theMeeting(world);
    expect(before).toMatchObject({ location: { type: 'zoom', joinUrl: null } });
    expect(simulator.allCalls).toEqual({});

    await simulator.advance(31);
    await until(async () => (await theMeeting(world)).location.joinUrl !== null, 'a link');

    const { location } = await theMeeting(world);
    expect(location.joinUrl).toMatch(/^https:\/\/meet\.example\/\d+$/);
    expect(simulator.calls('GET /scheduled_events/:uuid')).toBe(1);
  });

  test('such as a booking whose webhook was lost, is brought by a back-fill', async () => {
    const { simulator } = world;
    simulator.switchOn({ at: 'deliveries', kind: 'lost', times: null });
    const lost = simulator.book({ email: 'grace@example.com' });
    simulator.reschedule(lost.inviteeId);
    await simulator.settled();
    expect(await world.emails()).toEqual(['ada@example.com']);

    await world.ask('POST', '/calendly/sync');
    const sync = await world.syncOver();

    expect(sync).toMatchObject({ state: 'done', eventsSeen: 3, inviteesSeen: 3, created: 2 });
    expect(await world.emails()).toEqual(['ada@example.com', 'grace@example.com']);
  });
});

async function theMeeting(world: AServiceAtCalendly) {
  const { body } = await world.ask<{
    items: { location: { type: string; joinUrl: string | null } }[];
  }>('GET', '/scheduled-events');
  const [meeting] = body.items;
  if (meeting === undefined) throw new Error('There is no meeting.');
  return meeting;
}
