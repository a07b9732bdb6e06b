import diagnostics from 'node:diagnostics_channel';
import dns from 'node:dns';
import http from 'node:http';
import net, { type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aRunningService, fixture, type RunningService } from '../support/a-running-service.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';

const told = [
  'webhook.invitee-created.conference-not-ready',
  'webhook.invitee-created.full',
  'webhook.invitee-created.legacy-no-scheduled-event',
  'webhook.invitee-canceled.by-host',
  'webhook.reschedule.1-invitee-canceled',
  'webhook.reschedule.2-invitee-created',
  'webhook.invitee-no-show-created',
  'webhook.routing-form-submission-created.external-url',
  'webhook.routing-form-submission-created.with-booking',
  'webhook.invitee-created.missing-email',
  'webhook.unknown-event',
];

/** Notes whom this process calls, by whatever means, as `host:port`; and the names that it looks up. */
class OutboundCalls {
  readonly calls: string[] = [];
  // These are only put back, and called as they were.
  // oxlint-disable-next-line typescript/unbound-method
  readonly #connect = net.Socket.prototype.connect;
  // oxlint-disable-next-line typescript/unbound-method
  readonly #lookup = dns.lookup;
  readonly #asked = (message: unknown) => {
    const { request } = message as { request: { origin: string | URL } };
    this.calls.push(new URL(request.origin).host);
  };

  constructor() {
    const { calls } = this;
    const connect = this.#connect as (this: Socket, ...args: unknown[]) => Socket;
    net.Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
      calls.push(targetOf(args));
      return connect.apply(this, args);
    };
    const lookup = this.#lookup as (...args: unknown[]) => void;
    dns.lookup = ((name: string, ...rest: unknown[]) => {
      if (net.isIP(name) === 0) calls.push(name);
      lookup(name, ...rest);
    }) as unknown as typeof dns.lookup;
    diagnostics.subscribe('undici:request:create', this.#asked);
  }

  [Symbol.dispose](): void {
    net.Socket.prototype.connect = this.#connect;
    dns.lookup = this.#lookup;
    diagnostics.unsubscribe('undici:request:create', this.#asked);
  }
}

describe('taking in deliveries calls nobody', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);
  afterAll(() => server.stop());

  test('but the client that brings them, kept in memory', async () => {
    using outbound = new OutboundCalls();
    await using service = await aRunningService();

    await takeInEverything(service);

    expect(new Set(outbound.calls)).toEqual(new Set([new URL(service.url).host]));
  });

  test('but its database, kept in PostgreSQL', async () => {
    const database = await createDatabase(server);
    using outbound = new OutboundCalls();
    await using service = await aRunningService({ DATABASE_URL: database });

    await takeInEverything(service);

    const known = [new URL(service.url).host, new URL(database).host];
    expect(new Set(outbound.calls)).toEqual(new Set(known));
  });

  test('and whoever would call is seen, with fetch, a request or a bare socket', async () => {
    await using service = await aRunningService();
    const { port } = new URL(service.url);
    const call = async (means: (url: string) => Promise<unknown>, host: string) => {
      using outbound = new OutboundCalls();
      await means(`http://${host}:${port}/healthz`).catch(() => undefined);
      return outbound.calls;
    };

    expect(await call((url) => fetch(url), '127.0.0.1')).toContain(`127.0.0.1:${port}`);
    expect(await call((url) => fetch(url), '127.0.0.2')).toContain(`127.0.0.2:${port}`);
    expect(await call(requested, '127.0.0.3')).toContain(`127.0.0.3:${port}`);
    expect(await call(connected, '127.0.0.4')).toContain(`127.0.0.4:${port}`);
    expect(await call(requested, 'nobody.invalid')).toContain('nobody.invalid');
  });
});

/** Long enough for what the service does by itself every second to have been done. */
async function takeInEverything(service: RunningService): Promise<void> {
  const receipts: unknown[] = [];
  for (const name of told) {
    const { body } = await service.post<{ status: string }>(fixture(name));
    receipts.push(body.status);
  }
  expect(new Set(receipts)).toEqual(new Set(['accepted', 'stored', 'ignored']));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}

function requested(url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent: false }, (response) => response.resume().on('end', resolve))
      .on('error', reject);
  });
}

function connected(url: string): Promise<unknown> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname);
    socket.on('connect', () => resolve(socket.destroy())).on('error', reject);
  });
}

/** `connect` takes a port and a host, or options, or what `net.connect` made of either. */
function targetOf([first, second]: unknown[]): string {
  if (Array.isArray(first)) return targetOf(first);
  if (typeof first === 'number')
    return `${typeof second === 'string' ? second : 'localhost'}:${first}`;
  const { host, port, path } = first as { host?: string; port?: number | string; path?: string };
  return path ?? `${host ?? 'localhost'}:${port}`;
}
