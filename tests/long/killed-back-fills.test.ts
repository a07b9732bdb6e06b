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

jest.setTimeout(600_000);

const inviteeCalls = 'GET /scheduled_events/:uuid/invitees';

let server: PostgresServer;
let simulator: Simulator;

beforeAll(async () => {
  server = await startPostgresServer();
  simulator = await startSimulator({ events: 6000, rateLimit: false });
}, 60_000);

afterAll(async () => {
  await simulator.stop();
  await server.stop();
});

test('a back-fill goes from one process to the other when either is killed, and back', async () => {
  const url = await createDatabase(server);
  await using place = await APlaceForServices.create(simulator, url);
  await using elsewhere = await APlaceForServices.create(simulator, url, {
    TOKEN_ENCRYPTION_KEY: place.settings['TOKEN_ENCRYPTION_KEY'],
  });
  const calls = () => simulator.calls(inviteeCalls);
  const first = await place.startProcess();
  await place.administrator().connectByToken(simulator.personalAccessToken());
  await until(() => calls() > 500, 'a back-fill on the first process', 60);
  const second = await elsewhere.startProcess();

  await first.kill('SIGKILL');
  const whenKilled = calls();
  await until(() => calls() > whenKilled + 500, 'the second process to go on', 120);
  await place.startProcess();
  await second.kill('SIGKILL');
  const admin = place.administrator();
  const sync = await admin.syncOver(180);
  const asked = calls();

  const held = asCalendlyHolds(await admin.everyScheduledEvent());
  expect(sync).toMatchObject({ state: 'done', percent: 100, error: null });
  expect(held).toEqual(await whatCalendlyHolds(simulator));
  expect(await addedTwice(url)).toEqual([]);
  // Two kills, and each may repeat a hundred.
  expect(asked - sync.eventsSeen).toBeLessThanOrEqual(200);
});
