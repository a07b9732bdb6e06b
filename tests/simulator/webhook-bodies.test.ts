import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CalendlyDecoder } from '../../adapters/calendly/calendly-decoder.ts';
import { aDelivery } from '../calendly/a-delivery.ts';
import { ACalendly } from './a-calendly.ts';
import { ACallback } from './a-callback.ts';
import { webhookFixture } from './a-fixture.ts';
import { bookingEvents, pathOf, subscribe } from './a-subscription.ts';
import { shapeDifferences } from './shape-differences.ts';

let calendly: ACalendly;
let callback: ACallback;
beforeEach(async () => {
  calendly = await ACalendly.start();
  callback = await ACallback.listen();
  const events = [...bookingEvents, 'routing_form_submission.created'];
  await subscribe(calendly, { url: callback.url, scope: 'organization', events });
});
afterEach(async () => {
  await calendly[Symbol.asyncDispose]();
  await callback[Symbol.asyncDispose]();
});

const everything = {
  email: 'Priya.Ramanathan+sales@example.com',
  name: 'Priya Ramanathan',
  firstName: 'Priya',
  lastName: 'Ramanathan',
  timezone: 'Europe/London',
  phone: '+44 20 7946 0958',
  answers: [{ question: 'Which topics?', answer: 'Pricing\nOnboarding' }],
  tracking: { utm_campaign: 'winter-launch', utm_source: 'newsletter' },
  guests: ['sam.okafor@example.com'],
  payment: { amount: 149.5, currency: 'GBP' as const },
};

/** What was told, by the order of telling. */
async function told() {
  await calendly.simulator.settled();
  return callback.heard.map(({ body }) => body);
}

/** What the API tells of an invitee now, put together as a webhook's payload. */
async function payloadByApi(uri: string) {
  const invitee = (await calendly.get(pathOf(uri))).body.resource;
  const { calendar_event, ...event } = (await calendly.get(pathOf(invitee.event))).body.resource;
  expect(calendar_event).toBeTruthy();
  const event_memberships = event.event_memberships.map(
    ({ user, user_email, user_name }: Record<string, string>) => ({ user, user_email, user_name }),
  );
  return { ...invitee, scheduled_event: { ...event, event_memberships } };
}

const shaped = (body: unknown, name: string) => shapeDifferences(body, webhookFixture(name));

describe('a webhook has Calendly’s shape and says what the API says', () => {
  test('of a booking with everything', async () => {
    const { inviteeUri } = calendly.simulator.book(everything);

    const [body] = await told();
    expect(shaped(body, 'invitee-created.full')).toEqual([]);
    expect(body).toMatchObject({
      event: 'invitee.created',
      created_at: '2026-11-24T09:00:00.000000Z',
      created_by: (await calendly.who()).user,
      payload: {
        email: everything.email,
        questions_and_answers: [{ ...everything.answers[0], position: 0 }],
        tracking: { utm_campaign: 'winter-launch', utm_medium: null },
        payment: { amount: 149.5, currency: 'GBP', provider: 'stripe', successful: true },
      },
    });
    expect(body.payload).toEqual(await payloadByApi(inviteeUri));
  });

  test('of a booking with hardly anything', async () => {
    const { inviteeUri } = calendly.simulator.book({ email: 'q@example.com', timezone: null });

    const [body] = await told();
    expect(shaped(body, 'invitee-created.plain')).toEqual([]);
    expect(body.payload).toMatchObject({ name: 'Q', timezone: null, payment: null, no_show: null });
    expect(body.payload).not.toHaveProperty('cancellation');
    expect(body.payload).toEqual(await payloadByApi(inviteeUri));
  });

  test('of a cancellation by the invitee, and by the host', async () => {
    const { simulator } = calendly;
    const one = simulator.book({ email: 'one@example.com' });
    const two = simulator.book({ email: 'two@example.com' });
    simulator.cancel(one.inviteeId);
    simulator.cancel(two.inviteeId, { by: 'host', reason: 'I have to travel that day' });

    const canceled = (await told()).filter(({ event }) => event === 'invitee.canceled');
    const [byInvitee, byHost] = canceled.toSorted((a, b) =>
      a.payload.email < b.payload.email ? -1 : 1,
    );
    expect(shaped(byInvitee, 'invitee-canceled.by-invitee')).toEqual([]);
    expect(shaped(byHost, 'invitee-canceled.by-host')).toEqual([]);
    expect(byInvitee.payload).toEqual(await payloadByApi(one.inviteeUri));
    expect(byHost.payload).toEqual(await payloadByApi(two.inviteeUri));
    expect(byHost.payload.cancellation).toMatchObject({
      canceled_by: 'Camille Perrin',
      canceler_type: 'host',
    });
  });

  test('of one of a group who cancels', async () => {
    const { simulator } = calendly;
    const workshop = { eventType: 'camille-perrin-workshop' };
    const one = simulator.book({ email: 'one@example.com', ...workshop });
    simulator.book({ email: 'two@example.com', ...workshop });
    await told();
    simulator.cancel(one.inviteeId);

    const canceled = (await told()).at(-1);
    expect(shaped(canceled, 'invitee-canceled.group-one-of-two')).toEqual([]);
    expect(canceled.payload).toEqual(await payloadByApi(one.inviteeUri));
    expect(canceled.payload.scheduled_event).toMatchObject({
      status: 'active',
      invitees_counter: { total: 2, active: 1, limit: 12 },
    });
  });

  test('of a host who cancels a group: one for each who was to come', async () => {
    const { simulator } = calendly;
    const workshop = { eventType: 'camille-perrin-workshop' };
    const [one, , gone] = ['one', 'two', 'gone'].map((name) =>
      simulator.book({ email: `${name}@example.com`, ...workshop }),
    );
    simulator.cancel(gone?.inviteeId ?? '');
    await told();
    const before = callback.heard.length;
    simulator.cancel(one?.inviteeId ?? '', { by: 'host' });

    const canceled = (await told()).slice(before);
    expect(canceled.map(({ payload }) => `${payload.email}`).toSorted()).toEqual([
      'one@example.com',
      'two@example.com',
    ]);
    expect(canceled.map(({ payload }) => payload.scheduled_event.status)).toEqual([
      'canceled',
      'canceled',
    ]);
  });

  test('of a reschedule: two of them, of the old and of the new', async () => {
    const { simulator } = calendly;
    const old = simulator.book({ email: 'dana@example.com' });
    await told();
    const next = simulator.reschedule(old.inviteeId);

    const pair = (await told()).slice(1);
    const canceled = pair.find(({ event }) => event === 'invitee.canceled');
    const created = pair.find(({ event }) => event === 'invitee.created');
    expect(pair).toHaveLength(2);
    expect(shaped(canceled, 'reschedule.1-invitee-canceled')).toEqual([]);
    expect(shaped(created, 'reschedule.2-invitee-created')).toEqual([]);
    expect(canceled.payload).toEqual(await payloadByApi(old.inviteeUri));
    expect(created.payload).toEqual(await payloadByApi(next.inviteeUri));
  });

  test('of a no-show, set and taken away', async () => {
    const { simulator } = calendly;
    const { inviteeId, inviteeUri } = simulator.book({ email: 'dana@example.com' });
    simulator.markNoShow(inviteeId);
    const marked = await payloadByApi(inviteeUri);
    await told();
    simulator.clearNoShow(inviteeId);

    const [set] = (await told()).filter(({ event }) => event === 'invitee_no_show.created');
    const cleared = (await told()).at(-1);
    expect(shaped(set, 'invitee-no-show-created')).toEqual([]);
    expect(set.payload).toEqual(marked);
    expect(cleared.event).toBe('invitee_no_show.deleted');
    expect(cleared.payload).toEqual(await payloadByApi(inviteeUri));
  });

  test('of a routing form: at once, and again when it led to a booking', async () => {
    const { simulator } = calendly;
    const submission = simulator.submitForm({
      email: 'priya@example.com',
      answers: [{ question: 'Company size', answer: '11-50' }],
      tracking: { utm_source: 'pricing-page' },
      result: { type: 'event_type', value: 'https://api.calendly.com/event_types/any' },
    });
    await told();
    const { inviteeUri } = simulator.book({ email: 'priya@example.com', submission });

    const heard = await told();
    const [before, after] = heard.filter(({ event }) => event.startsWith('routing_form'));
    expect(shaped(before, 'routing-form-submission-created.without-booking')).toEqual([]);
    expect(shaped(after, 'routing-form-submission-created.with-booking')).toEqual([]);
    expect(before.payload).toMatchObject({ submitter: null, submitter_type: null });
    expect(after.payload.uri).toBe(before.payload.uri);
    expect(pathOf(after.payload.submitter)).toBe(pathOf(inviteeUri));
    const { resource } = (await calendly.get(pathOf(inviteeUri))).body;
    expect(resource.routing_form_submission).toBe(before.payload.uri);
  });

  test('of a routing form that led to a message', async () => {
    calendly.simulator.submitForm({ email: 'priya@example.com' });

    const [body] = await told();
    expect(shaped(body, 'routing-form-submission-created.custom-message')).toEqual([]);
  });
});

test('what happens later is told later, though no time passes', async () => {
  const { simulator } = calendly;
  const { inviteeId } = simulator.book({ email: 'ada@example.com' });
  simulator.markNoShow(inviteeId);
  simulator.clearNoShow(inviteeId);
  simulator.cancel(inviteeId);

  const heard = await told();
  const order = ['invitee.created', 'invitee_no_show.created', 'invitee_no_show.deleted'];
  const times = [...order, 'invitee.canceled'].map(
    (event) => `${heard.find((body) => body.event === event)?.payload.updated_at}`,
  );
  expect(times).toEqual(times.toSorted());
  expect(new Set(times).size).toBe(4);
});

test('our decoder reads what the simulator tells', async () => {
  const { simulator } = calendly;
  const old = simulator.book({ ...everything, start: '2026-12-01T10:00Z' });
  const next = simulator.reschedule(old.inviteeId, { start: '2026-12-02T10:00Z' });
  await simulator.settled();

  const key = (uri: string) =>
    pathOf(uri).replace('/scheduled_events/', '').replace('/invitees', '');
  const facts = callback.heard.map(({ text }) => new CalendlyDecoder().decode(aDelivery(text)));
  expect(facts).toHaveLength(3);
  expect(facts).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: 'fact',
        userUris: [(await calendly.who()).user],
        fact: expect.objectContaining({
          kind: 'booked',
          booking: key(old.inviteeUri),
          email: 'priya.ramanathan+sales@example.com',
          meeting: expect.objectContaining({ startTime: new Date('2026-12-01T10:00Z') }),
        }),
      }),
      expect.objectContaining({
        fact: expect.objectContaining({
          kind: 'canceled',
          booking: key(old.inviteeUri),
          rescheduledAway: true,
          replacedBy: key(next.inviteeUri),
        }),
      }),
      expect.objectContaining({
        fact: expect.objectContaining({
          kind: 'booked',
          booking: key(next.inviteeUri),
          replaces: key(old.inviteeUri),
        }),
      }),
    ]),
  );
});
