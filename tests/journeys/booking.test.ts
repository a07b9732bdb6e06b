import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { aRunningService, fixture } from '../support/a-running-service.ts';
import { listProspects, theProspect } from '../support/the-api.ts';

const booked = fixture('webhook.invitee-created.plain');
const canceled = fixture('webhook.invitee-canceled.by-invitee');
/** After the booking and its cancel, before the meeting. */
const now = new ManualClock(new Date('2026-11-28T08:00:00Z'));
const untold = {
  utmCampaign: null,
  utmSource: null,
  utmMedium: null,
  utmContent: null,
  utmTerm: null,
  salesforceUuid: null,
};

describe('a booking made on Calendly', () => {
  test('is a prospect in the list before Calendly has its answer', async () => {
    await using service = await aRunningService({}, now);

    const answer = await service.post(booked);
    const { items, ...page } = await listProspects(service);

    expect(answer).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect(page).toEqual({ nextCursor: null, seq: 3, epoch: expect.any(String) });
    expect(items).toEqual([
      {
        id: expect.any(String),
        email: 'dana.whitfield@example.com',
        name: 'Dana Whitfield',
        firstName: null,
        lastName: null,
        phone: null,
        timezone: 'America/New_York',
        source: 'calendly',
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        lastActivityAt: expect.any(String),
        nextScheduledEventAt: '2026-12-03T15:00:00.000Z',
        tracking: { first: untold, last: untold },
        editedFields: [],
      },
    ]);
  });

  test('is a scheduled event with all that Calendly said of it', async () => {
    await using service = await aRunningService({}, now);

    await service.post(booked);
    const { prospect, scheduledEvents } = await theProspect(service);

    const event = 'https://api.calendly.com/scheduled_events/1c7b9e42-0d5f-4a86-b3e1-9f2d6c8a7b11';
    const invitee = '5e0d3a71-8c4b-4f29-9a6e-1b7d2c3f4e11';
    expect(scheduledEvents).toEqual([
      {
        id: expect.any(String),
        prospectId: prospect.id,
        eventUri: event,
        inviteeUri: `${event}/invitees/${invitee}`,
        name: '30 Minute Consultation',
        status: 'active',
        startTime: '2026-12-03T15:00:00.000Z',
        endTime: '2026-12-03T15:30:00.000Z',
        timezone: 'America/New_York',
        location: { type: 'physical', text: '12 Harbour Street, Suite 4', joinUrl: null },
        hosts: [
          {
            userUri: 'https://api.calendly.com/users/3e9a1c52-77d4-4b8b-8f0e-2a6c9d1b4f01',
            name: 'Mira Holt',
            email: 'mira.holt@northwind.test',
          },
        ],
        cancelUrl: `https://calendly.com/cancellations/${invitee}`,
        rescheduleUrl: `https://calendly.com/reschedulings/${invitee}`,
        cancellation: null,
        noShow: false,
        rescheduledFrom: null,
        rescheduledTo: null,
        questionsAndAnswers: [],
        tracking: untold,
        payment: null,
      },
    ]);
  });

  test('is a note in French, dated when it was made', async () => {
    await using service = await aRunningService({}, now);

    await service.post(booked);
    const { prospect, notes } = await theProspect(service);

    expect(notes).toEqual([
      {
        id: expect.any(String),
        prospectId: prospect.id,
        kind: 'booked',
        body: 'Rendez-vous Calendly prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
        createdAt: '2026-11-24T09:14:07.433Z',
        author: null,
      },
    ]);
  });

  test('is canceled when its invitee cancels, and both are told in notes', async () => {
    await using service = await aRunningService({}, now);

    await service.post(booked);
    const answer = await service.post(canceled);
    const { prospect, scheduledEvents, notes } = await theProspect(service);

    expect(answer).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect(prospect).toMatchObject({ name: 'Dana Whitfield', nextScheduledEventAt: null });
    expect(scheduledEvents).toMatchObject([
      {
        status: 'canceled',
        cancellation: {
          by: 'Dana Whitfield',
          byType: 'invitee',
          reason: null,
          at: '2026-11-28T07:45:30.512Z',
        },
      },
    ]);
    expect(notes.map(({ kind }) => kind).toSorted()).toEqual(['booked', 'canceled']);
    expect(notes.find(({ kind }) => kind === 'canceled')?.body).toBe(
      'Rendez-vous Calendly annulé, prévu le jeudi 3 décembre 2026 à 16:00 - 30 Minute Consultation',
    );
  });

  test('is told in English where the service speaks it, in the time zone it is set to', async () => {
    await using service = await aRunningService({ LOCALE: 'en', TIME_ZONE: 'America/New_York' });

    await service.post(booked);
    const { notes } = await theProspect(service);

    expect(notes[0]?.body).toMatch(/3(rd)?.*10:00.*30 Minute Consultation$/);
  });
});
