import { describe, expect, test } from '@jest/globals';
import { aBooking, bookings } from '../support/a-booked-webhook.ts';
import { AKeySet } from '../support/a-key-set.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, type SocketOptions, until } from '../support/a-socket.ts';

const transports: NonNullable<SocketOptions['transport']>[] = ['websocket', 'polling'];

describe.each(transports)('the rooms of a client that renews over %s', (transport) => {
  test('an administrator renewed as a member hears no delivery any more', async () => {
    await using service = await aRunningService();
    using witness = await aClient(service, { role: 'admin' });
    using socket = await aClient(service, { role: 'admin' }, { transport });

    await renewed(socket, await service.token({ role: 'member' }));
    await heardBy(witness, service);

    expect(await deliveriesArrivedAt(socket)).toBe(0);
  });

  test('a member renewed as an administrator hears deliveries from then on', async () => {
    await using service = await aRunningService();
    using socket = await aClient(service, { role: 'member' }, { transport });
    await service.post(aBooking());

    await renewed(socket, await service.token({ role: 'admin' }));
    await heardBy(socket, service);

    expect(await deliveriesArrivedAt(socket)).toBe(1);
  });
});

test('a role that the token does not name, or names oddly, is a member’s', async () => {
  await using service = await aRunningService();
  using witness = await aClient(service, { role: 'admin' });
  using one = await aClient(service, { role: 'admin' });
  using other = await aClient(service, { role: 'admin' });

  await renewed(one, await service.token({ role: undefined }));
  await renewed(other, await service.token({ role: ['admin'] }));
  await heardBy(witness, service);

  expect([await deliveriesArrivedAt(one), await deliveriesArrivedAt(other)]).toEqual([0, 0]);
});

test('a token that is refused changes nothing: role, organization and end stay', async () => {
  await using service = await aRunningService();
  using socket = await aClient(service, { role: 'admin' });

  const answers = [];
  for (const claims of [{ org: 'others' }, { sub: 'another-person', role: 'member' }]) {
    answers.push(await socket.ask('auth:renew', { token: await service.token(claims) }));
  }
  await service.post(aBooking('grace@example.com'));
  await until(() => deliveriesHeardBy(socket) === 1, 'the first delivery');
  await heardBy(socket, service);

  expect(answers).toEqual([
    { ok: false, code: 'forbidden' },
    { ok: false, code: 'forbidden' },
  ]);
  expect(deliveriesHeardBy(socket)).toBe(2);
});

test('of two renewals that race, the one asked for last counts, also when its token is quicker to check', async () => {
  await using keys = await AKeySet.create();
  await using service = await aRunningService({ JWT_SECRET: '', JWT_JWKS_URL: keys.url });
  const known = { role: 'admin' };
  using witness = await aClient(service, {}, {}, await keys.token(known));
  using socket = await aClient(service, {}, {}, await keys.token(known));
  const member = await keys.token({ role: 'member' });
  await keys.changeKey('second');
  const admin = await keys.token({ role: 'admin' });

  const [, last] = await Promise.all([
    socket.ask('auth:renew', { token: admin }),
    socket.ask('auth:renew', { token: member }),
  ]);
  await heardBy(witness, service);

  expect(last).toMatchObject({ ok: true });
  expect(await deliveriesArrivedAt(socket)).toBe(0);
});

test('a client that renews before it is let in is let in as who it is then', async () => {
  await using service = await aRunningService();
  using witness = await aClient(service, { role: 'admin' });
  for (const body of bookings(3)) await service.post(body);
  const auth = { token: await service.token({ role: 'admin' }), after: 0 };
  using socket = new ASocket(service.url, { auth });

  const answer = socket.ask('auth:renew', { token: await service.token({ role: 'member' }) });
  await socket.ready();
  await answer;
  await heardBy(witness, service);

  expect(await answer).toMatchObject({ ok: true });
  expect(await deliveriesArrivedAt(socket)).toBe(0);
});

test('a token that ends earlier than the one before ends the socket earlier', async () => {
  await using service = await aRunningService();
  using socket = await aClient(service, {});
  const exp = Math.floor(Date.now() / 1000) + 2;

  const answer = await renewed(socket, await service.token({ exp }));
  await until(() => socket.disconnected !== null, 'the end of the younger token');

  expect(answer).toEqual({ ok: true, expiresAt: new Date(exp * 1000).toISOString() });
  expect(socket.messages.at(-1)).toMatchObject({ type: 'token_expired' });
});

test('an acknowledgement is answered wherever the client puts it, and none is needed', async () => {
  await using service = await aRunningService();
  using witness = await aClient(service, { role: 'admin' });
  using socket = await aClient(service, { role: 'admin' });
  const token = await service.token({ role: 'member' });

  const bare = await socket.ask('auth:renew');
  const late = await socket.ask('auth:renew', { token }, 1, null);
  socket.emit('auth:renew', { token: await service.token({ role: 'admin' }) });
  socket.emit('auth:renew', { token });
  await socket.ask('auth:renew', {});
  await heardBy(witness, service);

  expect(bare).toEqual({ ok: false, code: 'validation' });
  expect(late).toMatchObject({ ok: true });
  expect(await deliveriesArrivedAt(socket)).toBe(0);
});

test('tokens that nobody signed count against their sender, as those of requests do', async () => {
  await using service = await aRunningService();
  using socket = await aClient(service, {});
  const before = await socket.ask('auth:renew', { token: 'a.forged.token' });

  for (let i = 0; i < 300; i += 1) await service.get('/prospects', { token: `a.forged.${i}` });
  const after = await socket.ask('auth:renew', { token: 'a.forged.token' });

  expect(before).toEqual({ ok: false, code: 'token_invalid' });
  expect(after).toEqual({ ok: false, code: 'rate_limited' });
});

async function aClient(
  service: RunningService,
  claims: Record<string, unknown>,
  options: Partial<SocketOptions> = {},
  token?: string,
): Promise<ASocket> {
  const auth = { token: token ?? (await service.token(claims)) };
  const socket = new ASocket(service.url, { auth, ...options });
  await socket.ready();
  return socket;
}

async function renewed(socket: ASocket, token: string): Promise<unknown> {
  const answer = await socket.ask('auth:renew', { token });
  expect(answer).toMatchObject({ ok: true });
  return answer;
}

/** A webhook comes, and an administrator hears of its delivery: by then it was sent to all who do. */
async function heardBy(administrator: ASocket, service: RunningService): Promise<void> {
  const before = deliveriesHeardBy(administrator);
  await service.post(aBooking());
  await until(() => deliveriesHeardBy(administrator) > before, 'a delivery to be heard of');
}

/** How many deliveries a client heard of, once everything sent to it has arrived. */
async function deliveriesArrivedAt(socket: ASocket): Promise<number> {
  await socket.ask('auth:renew', 'no renewal');
  return deliveriesHeardBy(socket);
}

function deliveriesHeardBy(socket: ASocket): number {
  return socket.messages.filter(({ type }) => type === 'delivery.received').length;
}
