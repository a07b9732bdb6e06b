import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService } from '../support/a-running-service.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';

const month = 30 * 86_400_000;
let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgresServer();
}, 60_000);
afterAll(() => server.stop());

test.each([
  ['ahead', month],
  ['behind', -month],
])('a clock that is %s puts no booking aside that the database finds timely', async (_, wrong) => {
  const now = Date.now();
  const settings = { DATABASE_URL: await createDatabase(server) };
  await using service = await aRunningService(settings, new ManualClock(new Date(now + wrong)));
  const signed = async (milliseconds: number) => {
    const signedAt = new Date(now + milliseconds);
    return (await service.post<{ status: string }>(aBooking(), { signedAt })).body.status;
  };

  expect(await signed(0)).toBe('accepted');
  // By its own clock, too, a delivery is timely.
  expect(await signed(wrong)).toBe('accepted');
  expect(await signed(-wrong)).toBe('quarantined');
  expect(await signed(2 * wrong)).toBe('quarantined');
});
