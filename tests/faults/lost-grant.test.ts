import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import { AHeldLine } from '../support/a-held-line.ts';
import { APlaceForServices } from '../support/a-place-for-services.ts';
import { until } from '../support/a-socket.ts';
import { AnAlertReceiver } from '../support/an-alert-receiver.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';

jest.setTimeout(120_000);

const hours = 3600;
/** A schedule that is stopped waits three seconds for what runs. */
const longerThanJobsMay = 3500;
const broken = 'connection.broken reconnect_required';
const recovered = 'connection.recovered reconnect_required';

let server: PostgresServer;
let simulator: Simulator;

beforeAll(async () => {
  server = await startPostgresServer();
  simulator = await startSimulator({ events: 10, rateLimit: false });
}, 60_000);

afterAll(async () => {
  await simulator.stop();
  await server.stop();
});

test('a kill between a new token and the store costs the grant: the next start says so, once, and asks no more', async () => {
  await using alerts = await AnAlertReceiver.start();
  await using line = await AHeldLine.to(simulator.url);
  await using place = await APlaceForServices.create(simulator, await createDatabase(server), {
    CALENDLY_AUTH_URL: line.url,
    ALERT_WEBHOOK_URL: alerts.url,
    ALERT_WEBHOOK_SECRET: alerts.secret,
  });
  const clock = { now: () => simulator.now };
  const admin = place.administrator(clock);
  const first = await place.startProcess();
  await admin.connect(simulator);
  await admin.syncOver();
  await first.kill('SIGTERM');

  line.hold();
  simulator.switchOn({ at: 'api', kind: 'unauthorized' });
  const killed = await place.startProcess();
  await until(() => simulator.refreshes.length === 1, 'a refresh', 30);
  await killed.kill('SIGKILL');
  line.letGo();
  await simulator.advance(3 * hours);

  const next = await place.start(clock);
  await until(() => alerts.received.length > 0, 'an alert', 30);
  expect({ summaries: alerts.summaries, ...(await admin.status()) }).toMatchObject({
    summaries: [broken],
    state: 'reconnect_required',
    problems: [{ code: 'reconnect_required' }],
  });
  await admin.call('POST', '/calendly/sync');
  expect(await admin.syncOver()).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('Connect'),
  });
  await next.stop();
  await simulator.advance(3 * hours);
  const again = await place.start(clock);
  await admin.connect(simulator);
  expect(await admin.syncOver()).toMatchObject({ state: 'done' });
  expect(await admin.status()).toMatchObject({ state: 'connected', problems: [] });
  await again.stop();
  const mended = await place.start(clock);
  await until(() => alerts.received.length > 1, 'another alert', 30);
  await mended.stop();

  expect(simulator.refreshes.map(({ outcome }) => outcome)).toEqual(['rotated', 'reused']);
  expect(alerts.summaries).toEqual([broken, recovered]);
});

test('a process that is stopped while a new token is on its way waits for it, and keeps it', async () => {
  await using line = await AHeldLine.to(simulator.url);
  await using place = await APlaceForServices.create(simulator, await createDatabase(server), {
    CALENDLY_AUTH_URL: line.url,
  });
  const clock = { now: () => simulator.now };
  const before = simulator.refreshes.length;
  const asked = () => simulator.refreshes.length - before;
  const admin = place.administrator(clock);
  const first = await place.start(clock);
  await admin.connect(simulator);
  await admin.syncOver();
  await first.stop();

  line.hold();
  simulator.switchOn({ at: 'api', kind: 'unauthorized' });
  const aheadSeconds = Math.round((simulator.now.getTime() - Date.now()) / 1000);
  const stopped = await place.startProcess({}, aheadSeconds);
  await until(() => asked() === 1, 'a refresh', 30);
  const stopping = stopped.kill('SIGTERM');
  await delay(longerThanJobsMay);
  line.letGo();
  expect(await stopping).toMatchObject({ code: 0 });
  await simulator.advance(3 * hours);
  const next = await place.start(clock);
  await until(() => asked() === 2, 'the next refresh', 30);
  await next.stop();

  const outcomes = simulator.refreshes.slice(before).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['rotated', 'rotated']);
});
