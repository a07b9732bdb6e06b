import { expect, jest, test } from '@jest/globals';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';
import { rollingRestarts } from '../support/rolling-restarts.ts';

jest.setTimeout(180_000);

test('two nodes that restart in turn under load fail no webhook', async () => {
  const server = await startPostgresServer();
  const { answered, failed, exitCodes } = await rollingRestarts(await createDatabase(server), 2);
  await server.stop();

  expect(failed).toEqual([]);
  expect(exitCodes).toEqual([0, 0]);
  expect(answered).toBeGreaterThan(100);
});
