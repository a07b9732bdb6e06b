import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import { readEvents, theProspect } from '../support/the-api.ts';

describe('a realtime client', () => {
  test.each(['websocket', 'polling'] as const)(
    'is let in by its token over %s',
    async (transport) => {
      await using service = await aRunningService();
      using socket = new ASocket(service.url, {
        auth: { token: await service.token() },
        transport,
      });

      const ready = await socket.ready();

      const { epoch } = await readEvents(service);
      expect(ready).toEqual({ organizationId: 'demo', seq: 0, epoch, replayed: 0 });
      await socket.leave();
    },
  );

  test('hears of a booking as the API tells it, in a dense sequence', async () => {
    await using service = await aRunningService();
    using socket = await aClient(service);

    await service.post(aBooking());
    await until(() => socket.events().length === 3, 'three events');

    const { prospect, scheduledEvents, notes, epoch } = await theProspect(service);
    const common = { epoch, organizationId: 'demo', occurredAt: expect.any(String) };
    expect(socket.events()).toEqual([
      { ...common, seq: 1, type: 'prospect.created', subjectId: prospect.id, data: prospect },
      {
        ...common,
        seq: 2,
        type: 'scheduled_event.created',
        subjectId: scheduledEvents[0]?.id,
        data: scheduledEvents[0],
      },
      { ...common, seq: 3, type: 'note.added', subjectId: notes[0]?.id, data: notes[0] },
    ]);
    expect(socket.events()).toEqual((await readEvents(service)).items);
  });

  test('hears nothing of a webhook that changes nothing', async () => {
    await using service = await aRunningService();
    using socket = await aClient(service);
    const body = aBooking();

    for (const each of [body, body, '{"event":"nothing.known"}', 'no JSON']) {
      await service.post(each);
    }
    await service.post(aBooking('grace@example.com'));
    await until(() => socket.events().length >= 6, 'six events');

    expect(socket.seqs()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('that comes back hears exactly what it missed', async () => {
    await using service = await aRunningService();
    using before = await aClient(service);
    await service.post(aBooking());
    await until(() => before.events().length === 3, 'three events');
    const { epoch } = await before.ready();
    before.close();
    await service.post(aBooking('grace@example.com'));

    using after = await aClient(service, { after: 3, epoch });

    expect(await after.ready()).toEqual({ organizationId: 'demo', seq: 6, epoch, replayed: 3 });
    expect(after.messages.map(({ type }) => type)).toEqual([
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'ready',
    ]);
    expect(after.seqs()).toEqual([4, 5, 6]);
    await service.post(aBooking('alan@example.com'));
    await until(() => after.events().length === 6, 'three events more');
    expect(after.seqs()).toEqual([4, 5, 6, 7, 8, 9]);
  });

  test('that was there from the start hears everything', async () => {
    await using service = await aRunningService();
    await service.post(aBooking());

    using socket = await aClient(service, { after: 0 });

    expect(socket.seqs()).toEqual([1, 2, 3]);
  });
});

describe('a place that the log cannot resume from', () => {
  test.each<[string, (epoch: string) => object]>([
    ['one that is still to come', (epoch) => ({ after: 4, epoch })],
    ['one of another log', () => ({ after: 3, epoch: 'another' })],
    ['the start of another log', () => ({ after: 0, epoch: 'another' })],
    ['one of a log without a name', () => ({ after: 3 })],
  ])('asks for a reload, and goes on live: %s', async (_, place) => {
    await using service = await aRunningService();
    await service.post(aBooking());
    const { epoch } = await readEvents(service);

    using socket = await aClient(service, place(epoch));
    await service.post(aBooking('grace@example.com'));
    await until(() => socket.events().length === 3, 'three events');

    expect(socket.messages.slice(0, 2)).toEqual([
      { type: 'resync_required', body: { seq: 3, epoch } },
      { type: 'ready', body: { organizationId: 'demo', seq: 3, epoch, replayed: 0 } },
    ]);
    expect(socket.seqs()).toEqual([4, 5, 6]);
  });
});

async function aClient(service: RunningService, place: object = {}): Promise<ASocket> {
  const socket = new ASocket(service.url, { auth: { token: await service.token(), ...place } });
  await socket.ready();
  return socket;
}
