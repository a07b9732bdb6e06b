import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { RacingNodes } from '../support/racing-nodes.ts';

jest.setTimeout(3_600_000);

const races = 10_000;

let server: PostgresServer;
let simulator: Simulator;

beforeAll(async () => {
  server = await startPostgresServer();
  simulator = await startSimulator({ events: 0, upcoming: 0, rateLimit: false });
}, 60_000);

afterAll(async () => {
  await simulator.stop();
  await server.stop();
});

test('two nodes that race for a new token ten thousand times refresh as often, and never lose the grant', async () => {
  await using nodes = await RacingNodes.start(simulator, await createDatabase(server));
  for (let race = 1; race <= races; race += 1) {
    expect(await nodes.race()).toBe(nodes.callsInARace);
  }

  const outcomes = simulator.refreshes.map(({ outcome }) => outcome);
  expect(outcomes).toHaveLength(races);
  expect(new Set(outcomes)).toEqual(new Set(['rotated']));
  expect(await nodes.state()).toBe('connected');
});
