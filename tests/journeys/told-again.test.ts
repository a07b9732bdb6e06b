import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { type Answer, aRunningService, fixture } from '../support/a-running-service.ts';
import { listProspects, theProspect, theWholeState } from '../support/the-api.ts';

const booked = fixture('webhook.invitee-created.plain');

describe('a webhook told again', () => {
  test('is a duplicate and changes nothing', async () => {
    await using service = await aRunningService();
    await service.post(booked);
    const before = await theProspect(service);

    const again = await service.post(booked);

    expect(again).toMatchObject({ status: 200, body: { status: 'duplicate' } });
    expect(await theProspect(service)).toEqual(before);
  });

  test('is a duplicate however it was signed the second time', async () => {
    await using service = await aRunningService();
    await service.post(booked);

    const again = await service.post(booked, { scheme: 'body-base64' });

    expect(again.body).toEqual({ status: 'duplicate' });
  });

  test('fifty times at once is accepted once', async () => {
    await using service = await aRunningService();
    const body = aBooking();

    const answers = await Promise.all(Array.from({ length: 50 }, () => service.post(body)));

    expect(words(answers)).toEqual(['accepted', ...Array<string>(49).fill('duplicate')]);
    const { scheduledEvents, notes, seq } = await theProspect(service);
    expect([scheduledEvents.length, notes.length, seq]).toEqual([1, 1, 3]);
  });

  test('counts on the delivery that it repeats', async () => {
    await using service = await aRunningService();
    for (let i = 0; i < 3; i += 1) await service.post(booked);

    const token = await service.token({ role: 'admin' });
    const { body } = await service.get('/deliveries', { token });

    expect(body).toMatchObject({
      items: [{ status: 'applied', event: 'invitee.created', attempts: 1, duplicates: 2 }],
    });
  });
});

describe('a webhook signed too long ago', () => {
  const longAgo = new Date(Date.now() - 26 * 3600_000);

  test('is kept and not applied', async () => {
    await using service = await aRunningService();

    const answer = await service.post(booked, { signedAt: longAgo });

    expect(answer).toMatchObject({ status: 200, body: { status: 'quarantined' } });
    expect((await listProspects(service)).items).toEqual([]);
  });

  test('stays quarantined when it is replayed', async () => {
    await using service = await aRunningService();
    await service.post(booked, { signedAt: longAgo });

    const again = await service.post(booked, { signedAt: longAgo });

    expect(again.body).toEqual({ status: 'duplicate' });
    expect((await listProspects(service)).items).toEqual([]);
  });

  test('is applied once Calendly sends a fresh copy of it', async () => {
    await using service = await aRunningService();
    await service.post(booked, { signedAt: longAgo });

    const fresh = await service.post(booked);
    const again = await service.post(booked);

    expect([fresh.body, again.body]).toEqual([{ status: 'accepted' }, { status: 'duplicate' }]);
    expect((await theProspect(service)).notes).toHaveLength(1);
  });

  test('or too far ahead is quarantined too, and within the tolerance applied', async () => {
    await using service = await aRunningService();
    const ahead = (hours: number) => new Date(Date.now() + hours * 3600_000);

    const answers = [
      await service.post(booked, { signedAt: ahead(26) }),
      await service.post(aBooking(), { signedAt: ahead(24) }),
    ];

    expect(answers.map(({ body }) => body)).toEqual([
      { status: 'quarantined' },
      { status: 'accepted' },
    ]);
  });
});

describe('a reschedule', () => {
  const halves = [
    fixture('webhook.reschedule.1-invitee-canceled'),
    fixture('webhook.reschedule.2-invitee-created'),
  ];

  test('ends the same whichever half comes first', async () => {
    await using inOrder = await aRunningService();
    await using reversed = await aRunningService();

    for (const half of halves) await inOrder.post(half);
    for (const half of halves.toReversed()) await reversed.post(half);

    const [state] = await theWholeState(inOrder);
    expect(await theWholeState(reversed)).toEqual([state]);
    expect(state?.scheduledEvents.map(({ status }) => status).toSorted()).toEqual([
      'active',
      'rescheduled',
    ]);
    expect(state?.notes.map(({ kind }) => kind)).toEqual(['rescheduled']);
  });
});

function words(answers: Answer[]): unknown[] {
  return answers.map(({ body }) => (body as { status: string }).status).toSorted();
}
