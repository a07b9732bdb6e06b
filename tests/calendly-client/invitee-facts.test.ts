import { describe, expect, test } from '@jest/globals';
import { inviteeFacts, type ReadInvitee } from '../../adapters/calendly/invitee-facts.ts';
import type { ReportedFact } from '../../src/ports/calendly-api.ts';
import { apiFixture, webhookFixture } from '../simulator/a-fixture.ts';
import { AListeningOrganization } from './a-listening-organization.ts';

const [jonas, ines] = apiFixture('scheduled-event-invitees.list.200').collection.toReversed();
const [consultation, moved] = apiFixture('scheduled-events.list.page-1.200').collection;
const [group] = apiFixture('scheduled-events.list.page-2.200').collection;
const old = apiFixture('scheduled-event-invitee.get.rescheduled.200').resource;
const full = apiFixture('scheduled-event-invitee.get.200').resource;
const missed = {
  uri: 'https://api.calendly.com/invitee_no_shows/1',
  created_at: '2026-12-10T17:05:00.000000Z',
};

function told(changes: Partial<ReadInvitee>): ReportedFact[] {
  const read = {
    invitee: jonas,
    meeting: group,
    reportedAt: '2026-11-30T08:00:00.000Z',
    ...changes,
  };
  const facts = inviteeFacts(read);
  if (typeof facts === 'string') throw new RangeError(facts);
  return facts;
}

function newsOf(facts: readonly ReportedFact[]): string[] {
  return facts.map(({ fact }) => `${fact.kind} at ${fact.times.occurredAt}`);
}

describe('an invitee tells', () => {
  test.each<[string, Partial<ReadInvitee>, string[]]>([
    ['a booking', {}, ['booked at 2026-11-24T09:14:07.433871Z']],
    [
      'a cancellation, after the booking',
      { invitee: ines },
      ['booked at 2026-11-24T09:14:07.433871Z', 'canceled at 2026-11-26T12:00:00.640000Z'],
    ],
    [
      'a reschedule away, after the booking',
      { invitee: old, meeting: moved },
      ['booked at 2026-11-24T09:14:07.433871Z', 'canceled at 2026-11-27T13:20:11.300000Z'],
    ],
    [
      'an absence, after the booking',
      { invitee: { ...jonas, no_show: missed } },
      ['booked at 2026-11-24T09:14:07.433871Z', 'no_show_marked at 2026-12-10T17:05:00.000000Z'],
    ],
  ])('%s', (_, read, news) => {
    expect(newsOf(told(read))).toEqual(news);
  });

  test('each thing once: what one fact is about is not in another', () => {
    const facts = told({ invitee: { ...ines, no_show: missed } }).map(({ fact }) => fact);

    expect(facts.map(({ cancellation }) => cancellation !== null)).toEqual([false, true, false]);
    expect(facts.map(({ noShow }) => noShow?.marked)).toEqual([undefined, undefined, true]);
  });

  test('that it is not marked as absent, so that a lost word of that is made up for', () => {
    expect(told({})[0]?.fact.noShow).toEqual({ marked: false, at: null });
  });

  test('both sides of its lineage', () => {
    const [booked, canceled] = told({ invitee: { ...old, old_invitee: full.uri }, meeting: moved });

    for (const told of [booked, canceled])
      expect(told?.fact).toMatchObject({
        replaces: '2d8caf53-1e60-4b97-84f2-a03e7d9b8c12/6f1e4b82-9d5c-4030-8b7f-2c8e3d405f12',
        replacedBy: 'b61538ec-a7f9-4420-9d8b-39c706241521/09b9d52c-37f6-4ada-85b9-c628d7eaf921',
        rescheduledAway: true,
      });
  });

  test('what a webhook tells, with the time of the reading for its envelope', () => {
    const { payload } = webhookFixture('invitee-created.full');
    const { scheduled_event: meeting, ...invitee } = payload;
    const [booked] = told({ invitee, meeting });

    expect(booked?.fact).toMatchObject({
      email: 'priya.ramanathan+sales@example.com',
      times: { reportedAt: '2026-11-30T08:00:00.000000Z' },
      meeting: { name: meeting.name, startTime: new Date(meeting.start_time) },
      details: { payment: { provider: 'stripe', amount: 149.5 } },
    });
  });
});

describe('an invitee that tells no time of a cancellation or an absence', () => {
  const { created_at: _told, ...undated } = ines.cancellation;
  const invitee = { ...ines, updated_at: '2026-11-26T12:00:01.000000Z', cancellation: undated };

  test('had it when it last changed, however often it is read', () => {
    const first = told({ invitee });
    const again = told({ invitee, reportedAt: '2027-01-01T00:00:00.000Z' });

    expect(newsOf(first)[1]).toBe('canceled at 2026-11-26T12:00:01.000000Z');
    expect(newsOf(again)).toEqual(newsOf(first));
    const [, marked] = told({ invitee: { ...jonas, no_show: { uri: missed.uri } } });
    expect(marked?.fact.times.occurredAt).toBe(jonas.updated_at);
  });

  test('announces it once', async () => {
    const organization = await new AListeningOrganization().learn(told({ invitee }));
    const announced = await organization.announced();

    await organization.learn(told({ invitee, reportedAt: '2027-01-01T00:00:00.000Z' }));

    expect(await organization.announced()).toBe(announced);
  });
});

describe('an invitee without an address, or without an identity,', () => {
  const read = { meeting: consultation, reportedAt: '2026-11-30T08:00:00.000Z' };

  test('tells nothing', () => {
    expect(inviteeFacts({ ...read, invitee: { ...jonas, email: '' } })).toBe('no_email');
    expect(inviteeFacts({ ...read, invitee: { ...jonas, uri: null } })).toBe('schema');
    expect(inviteeFacts({ ...read, invitee: jonas, meeting: { start_time: 'soon' } })).toBe(
      'schema',
    );
  });
});

describe('the digest', () => {
  const digests = (changes: Partial<ReadInvitee>) => told(changes).map(({ digest }) => digest);
  const shuffled = Object.fromEntries(Object.entries(ines).toReversed());

  test('is of what was read, not of when or in which order', () => {
    expect(digests({ invitee: ines })).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    expect(digests({ invitee: shuffled, reportedAt: '2027-01-01T00:00:00.000Z' })).toEqual(
      digests({ invitee: ines }),
    );
  });

  test('is another one for each fact, and for everything else that is told', () => {
    const all = [
      ...digests({ invitee: ines }),
      ...digests({ invitee: { ...ines, name: 'Inês' } }),
      ...digests({ invitee: ines, meeting: { ...group, name: 'Another name' } }),
    ];

    expect(new Set(all).size).toBe(6);
  });
});

describe('what is read after a webhook was written counts as later', () => {
  const webhook = webhookFixture('invitee-created.conference-not-ready');
  const { scheduled_event: meeting, ...invitee } = webhook.payload;
  const link = 'https://meet.example/1';
  const ready = { ...meeting, location: { ...meeting.location, status: 'pushed', join_url: link } };
  const body = JSON.stringify(webhook);

  /** Calendly does not say that a new link changes `updated_at`. */
  test.each([
    ['webhook first', ['webhook', 'reading']],
    ['reading first', ['reading', 'webhook']],
  ])('also without a new time on the meeting: %s', async (_, order) => {
    const organization = new AListeningOrganization();
    for (const step of order)
      if (step === 'webhook') await organization.hear([body]);
      else
        await organization.learn(
          told({ invitee, meeting: ready, reportedAt: '2026-11-24T10:40:30Z' }),
        );

    expect(await organization.state()).toMatchObject([
      { scheduledEvents: [{ location: { joinUrl: link } }] },
    ]);
  });
});
