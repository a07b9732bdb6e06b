import { expect } from '@jest/globals';
import type { Outcome } from './what-came-of.ts';

/** What Calendly tells, as the fixtures of these names, and what the service makes of it. */
export interface Case extends Outcome {
  title: string;
  tells: string[];
  /** The people are the same in every order; what is announced on the way is that of this one. */
  inAnyOrder?: true;
  /** What else the page says, and what `shows` checks of the first person's file. */
  also?: string;
  shows?: object;
}

const mira = 'https://api.calendly.com/users/3e9a1c52-77d4-4b8b-8f0e-2a6c9d1b4f01';
const tomas = 'https://api.calendly.com/users/b20f4d7e-0c6a-4e53-a1b9-6d8e7f3c5a02';
const events = 'https://api.calendly.com/scheduled_events';
const first = `${events}/a50427db-96e8-431f-8c7a-28b6f5130420/invitees/f8a8c41b-26e5-49c9-94a8-b517c6d9e820`;
const second = `${events}/b61538ec-a7f9-4420-9d8b-39c706241521/invitees/09b9d52c-37f6-4ada-85b9-c628d7eaf921`;
const third = `${events}/c72649fd-b80a-4531-8e9c-4ad817352622/invitees/1acae63d-4807-4beb-96ca-d739e8fb0a22`;

export const cases: readonly Case[] = [
  {
    title: 'A booking',
    tells: ['webhook.invitee-created.plain'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
  },
  {
    title: 'The same delivery again',
    tells: ['webhook.invitee-created.plain', 'webhook.invitee-created.plain'],
    receipts: ['accepted', 'duplicate'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
  },
  {
    title: 'A booking with everything',
    tells: ['webhook.invitee-created.full'],
    receipts: ['accepted'],
    people: [
      {
        email: 'priya.ramanathan+sales@example.com',
        meetings: ['at 2026-12-09T17:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le mercredi 9 décembre 2026 à 18:00 - Project Kick-off',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
    also: 'name, phone, source, answers and payment are kept',
    shows: {
      prospect: { name: 'Priya Ramanathan', phone: '+44 20 7946 0958' },
      scheduledEvents: [
        {
          location: { type: 'zoom', joinUrl: 'https://example.zoom.test/j/81234567890?pwd=abcDEF' },
          tracking: { utmSource: 'newsletter' },
          payment: { provider: 'stripe', amount: 149.5, currency: 'GBP', successful: true },
        },
      ],
    },
  },
  {
    title: 'A booking with hardly anything',
    tells: ['webhook.invitee-created.nulls'],
    receipts: ['accepted'],
    people: [
      {
        email: 'q@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: ['Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00'],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
    also: 'what is null stays null',
    shows: {
      prospect: { name: 'Q', timezone: null },
      scheduledEvents: [{ name: null, location: null }],
    },
  },
  {
    title: "A booking made through Calendly's API",
    tells: ['webhook.invitee-created.api-scheduled'],
    receipts: ['accepted'],
    people: [
      {
        email: 'ola.nilsen@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
  },
  {
    title: 'Hosts told by their URI only',
    tells: ['webhook.invitee-created.membership-user-only'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
    also: 'the host has a URI and no name',
    shows: { scheduledEvents: [{ hosts: [{ userUri: mira, name: null, email: null }] }] },
  },
  {
    title: 'Round robin: the host who was picked',
    tells: ['webhook.invitee-created.round-robin'],
    receipts: ['accepted'],
    people: [
      {
        email: 'noor.haddad@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - Sales intro (round robin)',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
    also: 'one host, not the owner of the subscription',
    shows: { scheduledEvents: [{ hosts: [{ userUri: tomas, name: 'Tomás Reyes' }] }] },
  },
  {
    title: 'Collective: all hosts',
    tells: ['webhook.invitee-created.collective-two-hosts'],
    receipts: ['accepted'],
    people: [
      {
        email: 'aiko.tanaka@example.com',
        meetings: ['at 2026-12-11T09:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le vendredi 11 décembre 2026 à 10:00 - Panel interview',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
    also: 'two hosts; the number to call is the phone',
    shows: {
      prospect: { phone: expect.stringMatching(/^\+/) },
      scheduledEvents: [{ hosts: [{ userUri: mira }, { userUri: tomas }] }],
    },
  },
  {
    title: 'A conference that is not ready',
    tells: ['webhook.invitee-created.conference-not-ready'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
    also: 'the place is known, its link is not yet',
    shows: { scheduledEvents: [{ location: { type: 'google_conference', joinUrl: null } }] },
  },
  {
    title: 'An amount told as text',
    tells: ['webhook.invitee-created.payment-amount-as-string'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
    also: 'the amount is a number',
    shows: {
      scheduledEvents: [{ payment: { provider: 'paypal', amount: 1234.56, currency: 'USD' } }],
    },
  },
  {
    title: 'Booked, then canceled by the invitee',
    tells: ['webhook.invitee-created.plain', 'webhook.invitee-canceled.by-invitee'],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z canceled'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
          'Rendez-vous Calendly annulé, prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'prospect.updated',
      'scheduled_event.canceled',
      'note.added',
    ],
  },
  {
    title: 'A cancel alone, by the host',
    tells: ['webhook.invitee-canceled.by-host'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z canceled'],
        notes: [
          'Rendez-vous Calendly annulé, prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation. Motif : I have to travel that day',
        ],
      },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'scheduled_event.canceled',
      'note.added',
    ],
    also: 'who canceled and why',
    shows: {
      scheduledEvents: [
        { cancellation: { by: 'Mira Holt', byType: 'host', reason: 'I have to travel that day' } },
      ],
    },
  },
  {
    title: 'Two invitees of a group meeting',
    tells: ['webhook.invitee-created.group-1-of-2', 'webhook.invitee-created.group-2-of-2'],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted'],
    people: [
      {
        email: 'ines.duarte@example.com',
        meetings: ['at 2026-12-10T16:00Z active'],
        notes: ['Rendez-vous Calendly prévu le jeudi 10 décembre 2026 à 17:00 - Open Q&A (group)'],
      },
      {
        email: 'jonas.berg@example.com',
        meetings: ['at 2026-12-10T16:00Z active'],
        notes: ['Rendez-vous Calendly prévu le jeudi 10 décembre 2026 à 17:00 - Open Q&A (group)'],
      },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'prospect.created',
      'scheduled_event.created',
      'note.added',
    ],
  },
  {
    title: 'One of two cancels',
    tells: [
      'webhook.invitee-created.group-1-of-2',
      'webhook.invitee-created.group-2-of-2',
      'webhook.invitee-canceled.group-one-of-two',
    ],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted', 'accepted'],
    people: [
      {
        email: 'ines.duarte@example.com',
        meetings: ['at 2026-12-10T16:00Z canceled'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 10 décembre 2026 à 17:00 - Open Q&A (group)',
          'Rendez-vous Calendly annulé, prévu le jeudi 10 décembre 2026 à 17:00 - Open Q&A (group)',
        ],
      },
      {
        email: 'jonas.berg@example.com',
        meetings: ['at 2026-12-10T16:00Z active'],
        notes: ['Rendez-vous Calendly prévu le jeudi 10 décembre 2026 à 17:00 - Open Q&A (group)'],
      },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'prospect.updated',
      'scheduled_event.canceled',
      'note.added',
    ],
  },
  {
    title: 'Rescheduled twice',
    tells: [
      'webhook.reschedule.1-invitee-canceled',
      'webhook.reschedule.2-invitee-created',
      'webhook.reschedule.3-invitee-canceled-again',
      'webhook.reschedule.4-invitee-created-again',
    ],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted', 'accepted', 'accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: [
          'at 2026-12-03T15:00Z rescheduled',
          'at 2026-12-04T18:30Z rescheduled',
          'at 2026-12-08T18:30Z active',
        ],
        notes: [
          'Rendez-vous Calendly replanifié au vendredi 4 décembre 2026 à 19:30 - 30 Minute Consultation',
          'Rendez-vous Calendly replanifié au mardi 8 décembre 2026 à 19:30 - 30 Minute Consultation',
        ],
      },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'scheduled_event.rescheduled',
      'prospect.updated',
      'scheduled_event.created',
      'note.added',
      'prospect.updated',
      'scheduled_event.rescheduled',
      'prospect.updated',
      'scheduled_event.created',
      'note.added',
    ],
    also: 'each names the one before and the one after it',
    shows: {
      scheduledEvents: expect.arrayContaining([
        expect.objectContaining({ rescheduledFrom: null, rescheduledTo: second }),
        expect.objectContaining({ rescheduledFrom: first, rescheduledTo: third }),
        expect.objectContaining({ rescheduledFrom: second, rescheduledTo: null }),
      ]),
    },
  },
  {
    title: 'Only the old half of a reschedule',
    tells: ['webhook.reschedule.1-invitee-canceled'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z rescheduled'],
        notes: [],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'scheduled_event.rescheduled'],
    also: 'it names its successor, which has no row',
    shows: { scheduledEvents: [{ rescheduledFrom: null, rescheduledTo: second }] },
  },
  {
    title: 'Only the new half of a reschedule',
    tells: ['webhook.reschedule.2-invitee-created'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-04T18:30Z active'],
        notes: [
          'Rendez-vous Calendly replanifié au vendredi 4 décembre 2026 à 19:30 - 30 Minute Consultation',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
    also: 'it names its predecessor, which has no row',
    shows: { scheduledEvents: [{ rescheduledFrom: first, rescheduledTo: null }] },
  },
  {
    title: 'Marked as a no-show',
    tells: ['webhook.invitee-created.plain', 'webhook.invitee-no-show-created'],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z active, no-show'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
          'Absence au rendez-vous Calendly du jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'prospect.updated',
      'scheduled_event.no_show_marked',
      'note.added',
    ],
  },
  {
    title: 'Marked, and the mark taken away',
    tells: [
      'webhook.invitee-created.plain',
      'webhook.invitee-no-show-created',
      'webhook.invitee-no-show-deleted',
    ],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted', 'accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
          'Absence au rendez-vous Calendly du jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'prospect.updated',
      'scheduled_event.no_show_marked',
      'note.added',
      'prospect.updated',
      'scheduled_event.no_show_cleared',
    ],
    also: 'the note stays',
  },
  {
    title: 'A booking without its meeting, as before 2024',
    tells: ['webhook.invitee-created.legacy-no-scheduled-event'],
    receipts: ['accepted'],
    people: [
      { email: 'dana.whitfield@example.com', meetings: ['at an unknown time active'], notes: [] },
    ],
    announced: ['prospect.created', 'scheduled_event.created'],
    also: 'the note waits for a start',
    shows: { scheduledEvents: [{ name: null, startTime: null, hosts: [] }] },
  },
  {
    title: 'The same, then canceled',
    tells: [
      'webhook.invitee-created.legacy-no-scheduled-event',
      'webhook.invitee-canceled.legacy-cancellation-without-created-at',
    ],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted'],
    people: [
      { email: 'dana.whitfield@example.com', meetings: ['at an unknown time canceled'], notes: [] },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'prospect.updated',
      'scheduled_event.canceled',
    ],
    also: 'the notes wait for a start',
    shows: { scheduledEvents: [{ startTime: null, cancellation: { at: null } }] },
  },
  {
    title: 'A booking without an e-mail address',
    tells: ['webhook.invitee-created.missing-email'],
    receipts: ['stored'],
    people: [],
    announced: [],
    also: 'kept as `dead`, for a person',
  },
  {
    title: 'A routing form, not booked from',
    tells: ['webhook.routing-form-submission-created.without-booking'],
    receipts: ['accepted'],
    people: [
      {
        email: 'priya.ramanathan@example.com',
        meetings: [],
        notes: [
          'Formulaire Calendly rempli. Work email : priya.ramanathan@example.com. Company size : 11-50.',
        ],
      },
    ],
    announced: ['prospect.created', 'note.added'],
  },
  {
    title: 'A routing form that leads elsewhere',
    tells: ['webhook.routing-form-submission-created.external-url'],
    receipts: ['accepted'],
    people: [
      {
        email: 'priya.ramanathan@example.com',
        meetings: [],
        notes: [
          'Formulaire Calendly rempli. Work email : priya.ramanathan@example.com. Company size : 11-50.',
        ],
      },
    ],
    announced: ['prospect.created', 'note.added'],
  },
  {
    title: 'A routing form that ends with a message',
    tells: ['webhook.routing-form-submission-created.custom-message'],
    receipts: ['accepted'],
    people: [
      {
        email: 'priya.ramanathan@example.com',
        meetings: [],
        notes: [
          'Formulaire Calendly rempli. Work email : priya.ramanathan@example.com. Company size : 11-50.',
        ],
      },
    ],
    announced: ['prospect.created', 'note.added'],
  },
  {
    title: 'A routing form, booked from, and the booking',
    tells: ['webhook.routing-form-submission-created.with-booking', 'webhook.invitee-created.full'],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted'],
    people: [
      {
        email: 'priya.ramanathan+sales@example.com',
        meetings: ['at 2026-12-09T17:00Z active'],
        notes: [
          'Formulaire Calendly rempli. Work email : priya.ramanathan@example.com. Company size : 11-50.',
          'Rendez-vous Calendly prévu le mercredi 9 décembre 2026 à 18:00 - Project Kick-off',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added', 'note.added'],
  },
  {
    title: 'A routing form told before and after it was booked from',
    tells: [
      'webhook.routing-form-submission-created.without-booking',
      'webhook.routing-form-submission-created.with-booking',
      'webhook.invitee-created.full',
    ],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted', 'accepted'],
    people: [
      {
        email: 'priya.ramanathan+sales@example.com',
        meetings: ['at 2026-12-09T17:00Z active'],
        notes: [
          'Formulaire Calendly rempli. Work email : priya.ramanathan@example.com. Company size : 11-50.',
          'Rendez-vous Calendly prévu le mercredi 9 décembre 2026 à 18:00 - Project Kick-off',
        ],
      },
      { email: 'priya.ramanathan@example.com', meetings: [], notes: [] },
    ],
    announced: [
      'prospect.created',
      'note.added',
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'note.added',
    ],
    also: 'the note is with the person who booked',
  },
  {
    title: 'A routing form of a booking never told',
    tells: ['webhook.routing-form-submission-created.with-booking'],
    receipts: ['accepted'],
    people: [],
    announced: [],
    also: 'the note waits for the booking',
  },
  {
    title: 'An event that nobody knows',
    tells: ['webhook.unknown-event'],
    receipts: ['ignored'],
    people: [],
    announced: [],
  },
  {
    title: 'Contacts',
    tells: ['webhook.contact-created', 'webhook.contact-updated', 'webhook.contact-deleted'],
    receipts: ['ignored', 'ignored', 'ignored'],
    people: [],
    announced: [],
  },
  {
    title: 'Event types',
    tells: [
      'webhook.event-type-created',
      'webhook.event-type-updated',
      'webhook.event-type-deleted',
    ],
    receipts: ['ignored', 'ignored', 'ignored'],
    people: [],
    announced: [],
  },
  {
    title: 'Meeting recaps',
    tells: ['webhook.meeting-recap-created', 'webhook.meeting-recap-deleted'],
    receipts: ['ignored', 'ignored'],
    people: [],
    announced: [],
  },
  {
    title: 'The shape of older guides: a booking',
    tells: ['spec-nested.invitee-created'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
  },
  {
    title: 'The shape of older guides: booked and canceled',
    tells: ['spec-nested.invitee-created', 'spec-nested.invitee-canceled'],
    receipts: ['accepted', 'accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z canceled'],
        notes: [
          'Rendez-vous Calendly annulé, prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'prospect.updated',
      'scheduled_event.canceled',
      'note.added',
    ],
  },
  {
    title: 'The shape of older guides: booked, moved and canceled',
    tells: [
      'spec-nested.invitee-created',
      'spec-nested.invitee-rescheduled',
      'spec-nested.invitee-canceled',
    ],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted', 'accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-04T18:30Z canceled'],
        notes: [
          'Rendez-vous Calendly annulé, prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
          'Rendez-vous Calendly replanifié au vendredi 4 décembre 2026 à 19:30 - 30 Minute Consultation',
        ],
      },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'prospect.updated',
      'scheduled_event.rescheduled',
      'note.added',
      'prospect.updated',
      'scheduled_event.canceled',
      'note.added',
    ],
    also: 'without times of their own, only another move changes a start that a move has set',
  },
  {
    title: 'The shape of older guides: two hosts, no time zone',
    tells: ['spec-nested.invitee-created.collective-null-timezone'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2026-12-03T15:00Z active'],
        notes: [
          'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        ],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
    also: 'two hosts',
    shows: { prospect: { timezone: null }, scheduledEvents: [{ hosts: [{}, {}] }] },
  },
  {
    title: 'API v1: a booking',
    tells: ['v1.invitee-created'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2018-03-20T10:15Z active'],
        notes: ['Rendez-vous Calendly prévu le mardi 20 mars 2018 à 11:15 - Intro Call'],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
  },
  {
    title: 'API v1: booked and canceled',
    tells: ['v1.invitee-created', 'v1.invitee-canceled'],
    inAnyOrder: true,
    receipts: ['accepted', 'accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2018-03-20T10:15Z canceled'],
        notes: [
          'Rendez-vous Calendly prévu le mardi 20 mars 2018 à 11:15 - Intro Call',
          'Rendez-vous Calendly annulé, prévu le mardi 20 mars 2018 à 11:15 - Intro Call. Motif : I have to travel',
        ],
      },
    ],
    announced: [
      'prospect.created',
      'scheduled_event.created',
      'note.added',
      'prospect.updated',
      'scheduled_event.canceled',
      'note.added',
    ],
  },
  {
    title: 'API v1 as its sample data tells it',
    tells: ['v1-like.sample-webhook-data'],
    receipts: ['accepted'],
    people: [
      {
        email: 'dana.whitfield@example.com',
        meetings: ['at 2018-03-20T10:15Z active'],
        notes: ['Rendez-vous Calendly prévu le mardi 20 mars 2018 à 11:15 - Intro Call'],
      },
    ],
    announced: ['prospect.created', 'scheduled_event.created', 'note.added'],
  },
];
