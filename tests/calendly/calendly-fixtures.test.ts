import { expect, test } from '@jest/globals';
import { CalendlyDecoder } from '../../adapters/calendly/calendly-decoder.ts';
import type { Decoded } from '../../src/domain/delivery.ts';
import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import { untracked } from '../../src/domain/tracking.ts';
import { aDelivery, fixtureBytes, fixtureNames } from './a-delivery.ts';

const mira = 'https://api.calendly.com/users/3e9a1c52-77d4-4b8b-8f0e-2a6c9d1b4f01';
const tomas = 'https://api.calendly.com/users/b20f4d7e-0c6a-4e53-a1b9-6d8e7f3c5a02';
const dana = { email: 'dana.whitfield@example.com' };
const at = (text: string) => new Date(text);

const plainKey = '1c7b9e42-0d5f-4a86-b3e1-9f2d6c8a7b11/5e0d3a71-8c4b-4f29-9a6e-1b7d2c3f4e11';
const firstKey = 'a50427db-96e8-431f-8c7a-28b6f5130420/f8a8c41b-26e5-49c9-94a8-b517c6d9e820';
const secondKey = 'b61538ec-a7f9-4420-9d8b-39c706241521/09b9d52c-37f6-4ada-85b9-c628d7eaf921';
const thirdKey = 'c72649fd-b80a-4531-8e9c-4ad817352622/1acae63d-4807-4beb-96ca-d739e8fb0a22';
const legacyKey = 'd8375a0e-c91b-4642-9fad-5be928463723/2bdbf74e-5918-4cfc-87db-e84af90c1b23';
const v1Key = 'BBEXAMPLEEVENT01/AAEXAMPLEINVITEE';

const fact = (event: string, facts: object, userUris = [mira]): object => ({
  kind: 'fact',
  event,
  userUris,
  fact: facts,
});
const created = (facts: object, userUris?: string[]) =>
  fact('invitee.created', { kind: 'booked', cancellation: null, ...facts }, userUris);
const canceled = (facts: object, userUris?: string[]) =>
  fact('invitee.canceled', { kind: 'canceled', ...facts }, userUris);
const ignored = (event: string, userUris = [mira]) => ({ kind: 'ignored', event, userUris });
const form = (facts: object) =>
  fact('routing_form_submission.created', { kind: 'form_submitted', ...facts });
const alone = { replaces: null, replacedBy: null, rescheduledAway: false };

/** What matters in each fixture, read off it by hand. */
const expected: Record<string, object> = {
  'webhook.invitee-created.plain': created({
    ...dana,
    ...alone,
    booking: plainKey,
    times: {
      occurredAt: '2026-11-24T09:14:07.433871Z',
      reportedAt: '2026-11-24T09:14:08.000000Z',
      eventUpdatedAt: '2026-11-24T09:14:07.412655Z',
      inviteeCreatedAt: '2026-11-24T09:14:07.433871Z',
      inviteeUpdatedAt: '2026-11-24T09:14:07.433871Z',
    },
    meeting: {
      name: '30 Minute Consultation',
      startTime: at('2026-12-03T15:00:00Z'),
      endTime: at('2026-12-03T15:30:00Z'),
      hosts: [{ userUri: mira, name: 'Mira Holt', email: 'mira.holt@northwind.test' }],
    },
    location: { type: 'physical', text: '12 Harbour Street, Suite 4', joinUrl: null },
    contact: {
      name: 'Dana Whitfield',
      firstName: null,
      lastName: null,
      timezone: 'America/New_York',
    },
    details: {
      phone: null,
      cancelUrl: 'https://calendly.com/cancellations/5e0d3a71-8c4b-4f29-9a6e-1b7d2c3f4e11',
      rescheduleUrl: 'https://calendly.com/reschedulings/5e0d3a71-8c4b-4f29-9a6e-1b7d2c3f4e11',
      questionsAndAnswers: [],
      tracking: untracked,
      payment: null,
    },
    noShow: { marked: false, at: null },
  }),
  'webhook.invitee-created.full': created({
    email: 'priya.ramanathan+sales@example.com',
    contact: {
      name: 'Priya Ramanathan',
      firstName: 'Priya',
      lastName: 'Ramanathan',
      timezone: 'Europe/London',
    },
    location: {
      type: 'zoom',
      text: null,
      joinUrl: 'https://example.zoom.test/j/81234567890?pwd=abcDEF',
    },
    details: {
      phone: '+44 20 7946 0958',
      questionsAndAnswers: [
        { question: 'Company', answer: 'Blue Fern Ltd', position: 0 },
        { question: 'Which topics?', answer: 'Pricing\nOnboarding\nSecurity', position: 1 },
        { question: 'Phone', answer: '+44 20 7946 0958', position: 2 },
      ],
      tracking: {
        utmCampaign: 'winter-launch',
        utmSource: 'newsletter',
        utmMedium: 'email',
        utmContent: 'hero-button',
        utmTerm: 'consulting',
        salesforceUuid: '5003000000D8cuIQAA',
      },
      payment: { provider: 'stripe', amount: 149.5, currency: 'GBP', successful: true },
    },
  }),
  'webhook.invitee-created.nulls': created({
    email: 'q@example.com',
    contact: { name: 'Q', firstName: null, lastName: null, timezone: null },
    meeting: { name: null, startTime: at('2026-12-03T15:00:00Z') },
    location: null,
  }),
  'webhook.invitee-created.legacy-no-scheduled-event': created({
    ...dana,
    booking: legacyKey,
    times: { eventUpdatedAt: null, reportedAt: '2026-11-24T13:00:00.000000Z' },
  }),
  'webhook.invitee-created.membership-user-only': created({
    meeting: { hosts: [{ userUri: mira, name: null, email: null }] },
  }),
  'webhook.invitee-created.missing-email': {
    kind: 'unusable',
    event: 'invitee.created',
    reason: 'no_email',
  },
  'webhook.invitee-created.payment-amount-as-string': created({
    details: {
      payment: { provider: 'paypal', amount: 1234.56, currency: 'USD', successful: false },
    },
  }),
  'webhook.invitee-created.round-robin': created(
    {
      meeting: { hosts: [{ userUri: tomas, name: 'Tomás Reyes' }] },
      location: { text: 'Their office' },
    },
    [mira, tomas],
  ),
  'webhook.invitee-created.collective-two-hosts': created(
    { meeting: { hosts: [{ userUri: mira }, { userUri: tomas }] } },
    [mira, tomas],
  ),
  'webhook.invitee-created.conference-not-ready': created({
    location: { text: null, joinUrl: null },
  }),
  'webhook.invitee-created.api-scheduled': created({ ...alone }),
  'webhook.invitee-created.group-1-of-2': created({ meeting: { name: 'Open Q&A (group)' } }),
  'webhook.invitee-created.group-2-of-2': created({ meeting: { name: 'Open Q&A (group)' } }),
  'webhook.invitee-canceled.by-host': canceled({
    ...dana,
    ...alone,
    times: {
      occurredAt: '2026-11-28T07:45:30.512000Z',
      reportedAt: '2026-11-28T07:45:31.000000Z',
      eventUpdatedAt: '2026-11-28T07:45:30.530000Z',
      inviteeCreatedAt: '2026-11-24T09:14:07.433871Z',
      inviteeUpdatedAt: '2026-11-28T07:45:30.540000Z',
    },
    cancellation: {
      by: 'Mira Holt',
      byType: 'host',
      reason: 'I have to travel that day',
      at: at('2026-11-28T07:45:30.512Z'),
    },
  }),
  'webhook.invitee-canceled.by-invitee': canceled({
    booking: plainKey,
    cancellation: {
      by: 'Dana Whitfield',
      byType: 'invitee',
      reason: null,
      at: at('2026-11-28T07:45:30.512Z'),
    },
  }),
  'webhook.invitee-canceled.group-one-of-two': canceled({
    email: 'ines.duarte@example.com',
    cancellation: { by: 'Ines Duarte', byType: 'invitee' },
  }),
  'webhook.invitee-canceled.legacy-cancellation-without-created-at': canceled({
    booking: legacyKey,
    times: { occurredAt: '2026-11-24T13:05:00.000000Z' },
    cancellation: { by: 'Mira Holt', byType: 'host', reason: 'testing', at: null },
  }),
  'webhook.invitee-no-show-created': fact('invitee_no_show.created', {
    kind: 'no_show_marked',
    booking: plainKey,
    times: { occurredAt: '2026-12-03T15:20:00.700000Z' },
    noShow: { marked: true, at: at('2026-12-03T15:20:00.700Z') },
    cancellation: null,
  }),
  'webhook.invitee-no-show-deleted': fact('invitee_no_show.deleted', {
    kind: 'no_show_cleared',
    booking: plainKey,
    times: { occurredAt: '2026-12-03T15:40:00.710000Z' },
    noShow: { marked: false, at: null },
  }),
  'webhook.reschedule.1-invitee-canceled': canceled({
    booking: firstKey,
    replaces: null,
    replacedBy: secondKey,
    rescheduledAway: true,
    cancellation: { byType: 'invitee', reason: 'Clash with another call' },
  }),
  'webhook.reschedule.2-invitee-created': created({
    booking: secondKey,
    replaces: firstKey,
    replacedBy: null,
    rescheduledAway: false,
    meeting: { startTime: at('2026-12-04T18:30:00Z') },
  }),
  'webhook.reschedule.3-invitee-canceled-again': canceled({
    booking: secondKey,
    replaces: firstKey,
    replacedBy: thirdKey,
    rescheduledAway: true,
    cancellation: { byType: 'host', reason: null },
  }),
  'webhook.reschedule.4-invitee-created-again': created({
    booking: thirdKey,
    replaces: secondKey,
    replacedBy: null,
    rescheduledAway: false,
    meeting: { startTime: at('2026-12-08T18:30:00Z') },
  }),
  'spec-nested.invitee-created': created({
    ...dana,
    ...alone,
    booking: plainKey,
    times: {
      occurredAt: null,
      reportedAt: null,
      eventUpdatedAt: null,
      inviteeCreatedAt: null,
      inviteeUpdatedAt: null,
    },
    meeting: {
      name: '30 Minute Consultation',
      startTime: at('2026-12-03T15:00:00Z'),
      endTime: at('2026-12-03T15:30:00Z'),
      hosts: [{ userUri: mira, name: null, email: null }],
    },
    contact: {
      name: 'Dana Whitfield',
      firstName: null,
      lastName: null,
      timezone: 'America/New_York',
    },
  }),
  'spec-nested.invitee-created.collective-null-timezone': created(
    { contact: { timezone: null }, meeting: { hosts: [{ userUri: mira }, { userUri: tomas }] } },
    [mira, tomas],
  ),
  'spec-nested.invitee-rescheduled': {
    ...created({ ...dana, ...alone, kind: 'moved', booking: plainKey }),
    event: 'invitee.rescheduled',
  },
  'spec-nested.invitee-canceled': canceled({
    ...dana,
    ...alone,
    booking: plainKey,
    cancellation: { by: null, byType: null, reason: null, at: null },
  }),
  'v1.invitee-created': created(
    {
      ...dana,
      ...alone,
      booking: v1Key,
      times: {
        occurredAt: '2018-03-14T19:16:00.000000Z',
        reportedAt: '2018-03-14T19:16:01.000000Z',
        eventUpdatedAt: null,
        inviteeCreatedAt: '2018-03-14T19:16:00.000000Z',
        inviteeUpdatedAt: null,
      },
      meeting: {
        name: 'Intro Call',
        startTime: at('2018-03-20T10:15:00Z'),
        endTime: at('2018-03-20T10:30:00Z'),
        hosts: [
          {
            userUri: 'https://api.calendly.com/users/DDEXAMPLEUSER001',
            name: 'Mira Holt',
            email: 'mira.holt@northwind.test',
          },
        ],
      },
      location: { type: 'custom', text: '12 Harbour Street, Suite 4', joinUrl: null },
      contact: { name: 'Dana Whitfield', timezone: 'Europe/Paris' },
      details: {
        questionsAndAnswers: [{ question: 'Company', answer: 'Blue Fern Ltd', position: 0 }],
        payment: null,
      },
    },
    ['https://api.calendly.com/users/DDEXAMPLEUSER001'],
  ),
  'v1.invitee-canceled': canceled(
    {
      booking: v1Key,
      ...alone,
      times: { occurredAt: '2018-03-15T08:00:00.000000Z' },
      cancellation: {
        by: 'Mira Holt',
        byType: null,
        reason: 'I have to travel',
        at: at('2018-03-15T08:00:00Z'),
      },
    },
    ['https://api.calendly.com/users/DDEXAMPLEUSER001'],
  ),
  'v1-like.sample-webhook-data': created(
    { booking: v1Key, times: { reportedAt: null, occurredAt: '2018-03-14T19:16:00.000000Z' } },
    ['https://api.calendly.com/users/DDEXAMPLEUSER001'],
  ),
  'webhook.contact-created': ignored('contact.created'),
  'webhook.contact-deleted': ignored('contact.deleted'),
  'webhook.contact-updated': ignored('contact.updated'),
  'webhook.event-type-created': ignored('event_type.created'),
  'webhook.event-type-deleted': ignored('event_type.deleted'),
  'webhook.event-type-updated': ignored('event_type.updated'),
  'webhook.meeting-recap-created': ignored('meeting_recap.created'),
  'webhook.meeting-recap-deleted': ignored('meeting_recap.deleted'),
  'webhook.routing-form-submission-created.custom-message': form({
    submission: '70204c93-ae6d-4141-9d20-3d9f4e516045',
    submitter: { email: 'priya.ramanathan@example.com' },
  }),
  'webhook.routing-form-submission-created.external-url': form({
    submission: '6f1f3b82-9d5c-4030-8c1f-2c8e3d405f44',
    submitter: { email: 'priya.ramanathan@example.com' },
  }),
  'webhook.routing-form-submission-created.with-booking': form({
    submission: '8a7b6c5d-4e3f-4211-9009-8f7e6d5c4b12',
    submitter: {
      booking: '2d8caf53-1e60-4b97-84f2-a03e7d9b8c12/6f1e4b82-9d5c-4030-8b7f-2c8e3d405f12',
    },
    submittedAt: '2026-11-24T10:01:10.000000Z',
    updatedAt: '2026-11-24T10:02:42.000000Z',
    reportedAt: '2026-11-24T10:02:43.000000Z',
  }),
  'webhook.routing-form-submission-created.without-booking': form({
    submission: '8a7b6c5d-4e3f-4211-9009-8f7e6d5c4b12',
    submitter: { email: 'priya.ramanathan@example.com' },
    answers: [
      { question: 'Work email', answer: 'priya.ramanathan@example.com' },
      { question: 'Company size', answer: '11-50' },
    ],
    tracking: { ...untracked, utmSource: 'pricing-page' },
  }),
  'webhook.unknown-event': ignored('invitee.teleported'),
};

test('every fixture has its line', () => {
  expect(Object.keys(expected).toSorted()).toEqual(fixtureNames());
});

test.each(Object.entries(expected))('%s', (name, summary) => {
  const decoded: Decoded = new CalendlyDecoder().decode(aDelivery(fixtureBytes(name)));

  expect(decoded).toMatchObject(summary);
});

test.each([
  ['webhook.invitee-created.plain', ['meeting', 'location', 'contact', 'details', 'noShow']],
  ['webhook.invitee-created.legacy-no-scheduled-event', ['contact', 'details', 'noShow']],
  [
    'webhook.invitee-canceled.legacy-cancellation-without-created-at',
    ['contact', 'details', 'noShow'],
  ],
  ['spec-nested.invitee-created', ['meeting', 'contact']],
  ['spec-nested.invitee-canceled', ['meeting', 'contact']],
  ['v1.invitee-created', ['meeting', 'location', 'contact', 'details']],
])('%s tells no part that is not in it', (name, told) => {
  const decoded = new CalendlyDecoder().decode(aDelivery(fixtureBytes(name)));

  const fact = decoded.kind === 'fact' ? (decoded.fact as InviteeFact) : null;
  const parts = ['meeting', 'location', 'contact', 'details', 'noShow'] as const;
  expect(parts.filter((part) => fact?.[part] !== undefined)).toEqual(told);
});
