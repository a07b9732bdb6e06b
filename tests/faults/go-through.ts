import { expect } from '@jest/globals';
import { Client } from 'pg';
import { ADayOfWebhooks } from '../support/a-day-of-webhooks.ts';
import { aMember } from '../support/a-member.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { createDatabase, type PostgresServer } from '../support/postgres-server.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { untilReady } from '../support/until-ready.ts';

/** Within which the service promises to serve again, in milliseconds. */
const promised = 15_000;
/** Who was served for so long is served. */
const calm = 3_000;

/**
 * A service that takes in webhooks, is read and tells a socket goes through a fault of the line to its database. Expects
 * it to serve everybody again in time without a restart, and to have lost nothing and applied nothing twice.
 */
export async function goThrough(
  fault: (proxy: TcpProxy) => unknown,
  postgres: PostgresServer,
): Promise<void> {
  const url = await createDatabase(postgres);
  await using proxy = await TcpProxy.to(url);
  await using service = await aRunningService({
    DATABASE_URL: proxy.through(url),
    DEFAULT_ORGANIZATION_ID: 'demo',
    API_REQUESTS_PER_SECOND: '1000',
  });
  using member = await aMember(service);
  const day = new ADayOfWebhooks(service, 'ada');
  await until(() => day.acknowledged.length > 4, 'bookings');

  const failedAt = performance.now();
  await fault(proxy);
  const isCalm = () => day.lastServedAt > Math.max(day.lastRefusedAt, failedAt + 7_000) + calm;
  await until(isCalm, 'everybody to be served again', 40);
  await day.end();
  using late = await aMember(service);

  expect(day.lastRefusedAt - failedAt).toBeLessThan(promised);
  const emails = day.sent.map(({ email }) => email).toSorted();
  await until(async () => (await prospects(service)).length >= emails.length, 'prospects', 20);
  expect(await prospects(service)).toEqual(emails);
  expect(await bookingsIn(url)).toEqual({ events: emails.length, notes: emails.length });
  await until(() => announced(member).length >= emails.length, 'events on the socket', 20);
  expect(announced(member)).toHaveLength(emails.length);
  expect(member.disconnected).toBeNull();
  expect(late.refusal).toBeNull();
  await untilReady(service);
}

function announced(member: Awaited<ReturnType<typeof aMember>>) {
  return member.events().filter(({ type }) => type === 'prospect.created');
}

async function prospects(service: RunningService): Promise<string[]> {
  const emails: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await service.get<{ items: { email: string }[]; nextCursor: string | null }>(
      `/prospects?limit=100${more}`,
    );
    emails.push(...body.items.map(({ email }) => email));
    cursor = body.nextCursor;
  }
  return emails.toSorted();
}

async function bookingsIn(url: string): Promise<{ events: number; notes: number }> {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query<{ events: number; notes: number }>(
    `select (select count(*)::int from scheduled_events) as events, (select count(*)::int from notes) as notes`,
  );
  await client.end();
  return rows[0] as { events: number; notes: number };
}
