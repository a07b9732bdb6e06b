import { expect, jest, test } from '@jest/globals';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';
import { rollingRestarts } from '../support/rolling-restarts.ts';

jest.setTimeout(3_600_000);

const restarts = 100;

test('two nodes that restart a hundred times under load fail no webhook', async () => {
  const server = await startPostgresServer();
  const rolled = await rollingRestarts(await createDatabase(server), restarts);
  await server.stop();

  process.stdout.write(`${JSON.stringify({ restarts, ...rolled })}\n`);
  expect(rolled.failed).toEqual([]);
  expect(new Set(rolled.exitCodes)).toEqual(new Set([0]));
  expect(rolled.answered).toBeGreaterThan(restarts * 50);
});
