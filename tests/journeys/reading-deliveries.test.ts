import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Delivery, DeliveryFile } from '../../adapters/wire/delivery.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { expectProblem } from '../support/the-api.ts';

const Page = z.strictObject({
  items: z.array(Delivery.strict()),
  nextCursor: z.string().nullable(),
});
const bodies = [
  Buffer.from(aBooking()),
  Buffer.from('{"event":"nothing.known"}'),
  Buffer.from([0xff, 0x00, 0xfe, 0x7b]),
];

describe('the inbox', () => {
  let service: RunningService;
  let token: string;

  beforeAll(async () => {
    service = await aRunningService();
    token = await service.token({ role: 'admin' });
    for (const body of [...bodies, ...bodies]) {
      await service.post(body, { headers: { 'user-agent': 'Calendly', cookie: 'a=b' } });
    }
  });
  afterAll(() => service.stop());

  test('has every delivery once, what came last first', async () => {
    const { items, nextCursor } = await list();

    const common = {
      id: expect.any(String),
      connectionId: null,
      organizationId: 'demo',
      receivedAt: expect.any(String),
      duplicates: 1,
      nextAttemptAt: null,
    };
    expect(items).toEqual([
      {
        ...common,
        event: null,
        status: 'dead',
        reason: 'bad_json',
        attempts: 1,
        appliedAt: null,
        sizeBytes: 4,
      },
      {
        ...common,
        event: 'nothing.known',
        status: 'ignored',
        reason: null,
        attempts: 0,
        appliedAt: null,
        sizeBytes: bodies[1]?.length,
      },
      {
        ...common,
        event: 'invitee.created',
        status: 'applied',
        reason: null,
        attempts: 1,
        appliedAt: expect.any(String),
        sizeBytes: bodies[0]?.length,
      },
    ]);
    expect(nextCursor).toBeNull();
  });

  test.each(['applied', 'ignored', 'unrouted', 'quarantined', 'due', 'dead', 'dismissed'])(
    'asked for those %s has no others',
    async (status) => {
      const { items } = await list(`?status=${status}`);

      const expected = ['applied', 'ignored', 'dead'].includes(status) ? [status] : [];
      expect(items.map((delivery) => delivery.status)).toEqual(expected);
    },
  );

  test('is read to its end by cursors', async () => {
    const first = await list('?limit=2');
    const rest = await list(`?limit=2&cursor=${first.nextCursor}`);

    expect([...first.items, ...rest.items]).toEqual((await list()).items);
    expect(rest.nextCursor).toBeNull();
  });

  test('shows the exact bytes, and never the signature', async () => {
    const { items } = await list();

    const files = await Promise.all(items.map(({ id }) => show(id)));

    expect(files.map(({ rawBody }) => Buffer.from(rawBody ?? '', 'base64'))).toEqual(
      bodies.toReversed(),
    );
    for (const [i, { headers, rawBody: _shown, failedAttempts, ...delivery }] of files.entries()) {
      expect(delivery).toEqual(items[i]);
      expect(headers).toEqual({ 'content-type': 'application/json', 'user-agent': 'Calendly' });
      expect(failedAttempts.map(({ reason }) => reason)).toEqual(i === 0 ? ['bad_json'] : []);
    }
  });

  test('is for administrators', async () => {
    const [{ id } = { id: '' }] = (await list()).items;

    for (const path of [
      '/deliveries',
      `/deliveries/${id}`,
      '/deliveries/1',
      '/deliveries?limit=0',
    ]) {
      expectProblem(await service.get(path), 403, 'forbidden');
    }
    const norole = await service.token({ role: undefined });
    expectProblem(await service.get('/deliveries', { token: norole }), 403, 'forbidden');
  });

  test.each(['?status=', '?status=new', '?limit=0', '?limit=101', '?cursor='])(
    'asked for %s says what is wrong',
    async (query) => {
      expectProblem(await service.get(`/deliveries${query}`, { token }), 422, 'validation');
    },
  );

  async function list(query = '') {
    return Page.parse((await service.get(`/deliveries${query}`, { token })).body);
  }

  async function show(id: string) {
    const { body } = await service.get(`/deliveries/${id}`, { token });
    return DeliveryFile.strict().parse(body);
  }
});
