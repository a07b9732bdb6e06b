import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import { APlaceForServices } from '../support/a-place-for-services.ts';
import { until } from '../support/a-socket.ts';
import { addedTwice } from '../support/added-twice.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { asCalendlyHolds, whatCalendlyHolds } from '../support/what-calendly-holds.ts';

jest.setTimeout(240_000);

const events = 1000;
const inviteeCalls = 'GET /scheduled_events/:uuid/invitees';
/** Longer than a back-fill keeps its holder who does not say anything. */
const staleSeconds = 60;

let server: PostgresServer;
let simulator: Simulator;

beforeAll(async () => {
  server = await startPostgresServer();
  simulator = await startSimulator({ events, rateLimit: false });
}, 60_000);

afterAll(async () => {
  await simulator.stop();
  await server.stop();
});

test('a back-fill whose process is killed, twice, goes on where it was, and ends complete', async () => {
  const url = await createDatabase(server);
  await using place = await APlaceForServices.create(simulator, url);
  const admin = place.administrator();
  const calls = () => simulator.calls(inviteeCalls);
  const first = await place.startProcess();
  await admin.connectByToken(simulator.personalAccessToken());

  await until(() => calls() > 300, 'a third of the back-fill', 60);
  await first.kill('SIGKILL');
  const second = await place.startProcess({}, staleSeconds);
  await until(() => calls() > 650, 'two thirds of the back-fill', 60);
  await second.kill('SIGKILL');
  await place.startProcess({}, 2 * staleSeconds);
  const sync = await admin.syncOver(60);
  const asked = calls();

  const held = asCalendlyHolds(await admin.everyScheduledEvent());
  expect(sync).toMatchObject({ state: 'done', percent: 100, error: null });
  expect(held).toEqual(await whatCalendlyHolds(simulator));
  expect(await addedTwice(url)).toEqual([]);
  // Two kills, and each may repeat a hundred.
  expect(sync.eventsSeen).toBeGreaterThan(events);
  expect(asked - sync.eventsSeen).toBeLessThanOrEqual(200);
});
