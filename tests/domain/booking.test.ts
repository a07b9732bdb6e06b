import { describe, expect, test } from '@jest/globals';
import { aBooking, aMove } from '../support/a-booking.ts';
import { aCancellation } from '../support/a-cancellation.ts';
import { aMeeting } from '../support/a-fact.ts';
import { aWorld } from '../support/a-world.ts';

const prevu = 'Rendez-vous Calendly prévu le lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting';
const annule =
  'Rendez-vous Calendly annulé, prévu le lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting';

describe('a booking', () => {
  test('makes a prospect, an active meeting and a note, and announces them', () => {
    const world = aWorld();

    world.report(aBooking({ of: 'ada' }));

    expect(world.prospect('ada@example.com')?.reported.name).toBe('Ada');
    expect(world.scheduledEvent('ada')).toMatchObject({
      status: 'active',
      prospectId: world.prospect('ada@example.com')?.id,
      meeting: { name: '30 Minute Meeting', startTime: new Date('2026-01-05T10:00:00Z') },
    });
    expect(world.notes('ada@example.com')).toEqual([prevu]);
    expect(world.announced()).toEqual([
      'prospect.created',
      'scheduled_event.created',
      'note.added',
    ]);
  });

  test('reported again changes nothing and announces nothing', () => {
    const world = aWorld();
    const booking = aBooking({ of: 'ada' });
    world.report(booking);
    const before = [world.prospect('ada@example.com'), world.scheduledEvent('ada')];

    const [applied] = world.report(booking);

    expect(applied).toMatchObject({ prospectIsNew: false, notes: [], notesMoved: [], entries: [] });
    expect([world.prospect('ada@example.com'), world.scheduledEvent('ada')]).toEqual(before);
  });

  test('of somebody known is theirs', () => {
    const world = aWorld();

    world.report(
      aBooking({ of: 'ada' }),
      aBooking({ of: 'ada', booking: 'second', start: '2026-01-07T10:00:00Z' }),
    );

    expect(world.state.prospects).toHaveLength(1);
    expect(world.notes('ada@example.com')).toEqual([
      prevu,
      'Rendez-vous Calendly prévu le mercredi 7 janvier 2026 à 11:00 - 30 Minute Meeting',
    ]);
  });

  test('of a group is one meeting for each invitee', () => {
    const world = aWorld();

    world.report(
      aBooking({ of: 'ada' }),
      aBooking({ of: 'grace' }),
      aCancellation({ of: 'grace' }),
    );

    expect(world.scheduledEvent('ada')?.status).toBe('active');
    expect(world.scheduledEvent('grace')?.status).toBe('canceled');
    expect(world.notes('ada@example.com')).toEqual([prevu]);
    expect(world.notes('grace@example.com')).toEqual([prevu, annule]);
  });

  test('without a meeting waits with its note until the start is known', () => {
    const world = aWorld();
    world.report(aBooking({ of: 'ada', start: null }));
    const waiting = world.notes('ada@example.com');

    world.report(aBooking({ of: 'ada', at: '2026-01-02T10:00:00Z' }));

    expect(waiting).toEqual([]);
    expect(world.notes('ada@example.com')).toEqual([prevu]);
    expect(world.scheduledEvent('ada')?.pendingNotes).toEqual([]);
    expect(world.state.notes[0]?.createdAt).toEqual(new Date('2026-01-02T09:00:00Z'));
  });

  test('without a meeting, reported before its cancellation, gets both notes when the start is known', () => {
    const world = aWorld();
    world.report(aBooking({ of: 'ada', start: null }), aCancellation({ of: 'ada', start: null }));

    world.report(aBooking({ of: 'ada', at: '2026-01-04T10:00:00Z' }));

    expect(world.notes('ada@example.com')).toEqual([prevu, annule]);
  });

  test('is as its latest report has it, whatever came first', () => {
    const world = aWorld();
    const hosts = [{ userUri: 'https://api.calendly.com/users/A', name: 'Grace', email: null }];
    const meeting = { ...aMeeting('2026-01-05T10:00:00Z'), hosts };

    world.report(
      aBooking({ of: 'ada', at: '2026-01-04T09:00:00Z', meeting }),
      aBooking({ of: 'ada', at: '2026-01-03T09:00:00Z' }),
    );

    expect(world.scheduledEvent('ada')?.meeting.hosts).toEqual(hosts);
  });
});

describe('a cancellation', () => {
  test('leaves the meeting canceled, with a note that names the reason', () => {
    const world = aWorld();

    world.report(aBooking({ of: 'ada' }), aCancellation({ of: 'ada', reason: 'Malade' }));

    expect(world.scheduledEvent('ada')).toMatchObject({
      status: 'canceled',
      cancellation: { by: 'ada', byType: 'invitee', reason: 'Malade' },
    });
    expect(world.notes('ada@example.com')).toEqual([prevu, `${annule}. Motif : Malade`]);
    expect(world.announced().slice(3)).toEqual([
      'prospect.updated',
      'scheduled_event.canceled',
      'note.added',
    ]);
  });

  test('alone leaves a canceled meeting with its note', () => {
    const world = aWorld();

    world.report(aCancellation({ of: 'ada' }));

    expect(world.scheduledEvent('ada')?.status).toBe('canceled');
    expect(world.notes('ada@example.com')).toEqual([annule]);
    expect(world.announced()).toEqual([
      'prospect.created',
      'scheduled_event.created',
      'scheduled_event.canceled',
      'note.added',
    ]);
  });

  test('that arrives before its booking leaves the meeting canceled', () => {
    const world = aWorld();

    world.report(aCancellation({ of: 'ada' }), aBooking({ of: 'ada' }));

    expect(world.scheduledEvent('ada')?.status).toBe('canceled');
    expect(world.notes('ada@example.com')).toEqual([prevu, annule]);
  });

  test('with a reason of white space has none', () => {
    const world = aWorld();

    world.report(aCancellation({ of: 'ada', reason: ' \n' }));

    expect(world.notes('ada@example.com')).toEqual([annule]);
  });
});

describe('a move in place', () => {
  const untimed = { of: 'ada', at: null };
  const replanifie =
    'Rendez-vous Calendly replanifié au mardi 6 janvier 2026 à 11:00 - 30 Minute Meeting';

  test('after another one counts, also where neither says when it was', () => {
    const world = aWorld();

    world.report(
      aBooking(untimed),
      aMove({ ...untimed, start: '2026-01-06T10:00:00Z' }),
      aMove({ ...untimed, start: '2026-01-07T10:00:00Z' }),
    );

    expect(world.scheduledEvent('ada')?.meeting.startTime).toEqual(
      new Date('2026-01-07T10:00:00Z'),
    );
  });

  test('gives the same booking its new start, and a note', () => {
    const world = aWorld();

    world.report(aBooking(untimed), aMove({ ...untimed, start: '2026-01-06T10:00:00Z' }));

    expect(world.scheduledEvent('ada')).toMatchObject({
      status: 'active',
      meeting: { startTime: new Date('2026-01-06T10:00:00Z') },
    });
    expect(world.notes('ada@example.com')).toEqual([prevu, replanifie]);
    expect(world.announced().slice(3)).toContain('scheduled_event.rescheduled');
  });

  test('is not undone by its booking, when that comes later without a time of its own', () => {
    const world = aWorld();

    world.report(aMove({ ...untimed, start: '2026-01-06T10:00:00Z' }), aBooking(untimed));

    expect(world.scheduledEvent('ada')?.meeting.startTime).toEqual(
      new Date('2026-01-06T10:00:00Z'),
    );
    expect(world.notes('ada@example.com').toSorted()).toEqual([prevu, replanifie]);
  });

  test('is not undone by a cancellation that repeats the old start without a time of its own', () => {
    const move = aMove({ ...untimed, start: '2026-01-06T10:00:00Z' });
    const orders = [
      [aBooking(untimed), move, aCancellation(untimed)],
      [aBooking(untimed), aCancellation(untimed), move],
      [aCancellation(untimed), move, aBooking(untimed)],
    ];

    for (const order of orders) {
      const world = aWorld();
      world.report(...order);

      expect(world.scheduledEvent('ada')).toMatchObject({
        status: 'canceled',
        meeting: { startTime: new Date('2026-01-06T10:00:00Z') },
      });
      expect(world.notes('ada@example.com').toSorted()).toEqual([annule, prevu, replanifie]);
    }
  });

  test('gives way to the start in a later cancellation, when both have times', () => {
    const world = aWorld();

    world.report(
      aBooking({ of: 'ada', at: '2026-01-02T09:00:00Z' }),
      aMove({ of: 'ada', at: '2026-01-03T09:00:00Z', start: '2026-01-06T10:00:00Z' }),
      aCancellation({ of: 'ada', at: '2026-01-04T09:00:00Z', start: '2026-01-07T10:00:00Z' }),
    );

    expect(world.scheduledEvent('ada')?.meeting.startTime).toEqual(
      new Date('2026-01-07T10:00:00Z'),
    );
  });

  test('has one note for each new start, however often it is reported', () => {
    const world = aWorld();
    const [first, second] = [
      aMove({ ...untimed, start: '2026-01-06T10:00:00Z' }),
      aMove({ ...untimed, start: '2026-01-07T10:00:00Z' }),
    ];

    world.report(aBooking(untimed), first, second, second);

    expect(world.notes('ada@example.com')).toEqual([
      prevu,
      replanifie,
      'Rendez-vous Calendly replanifié au mercredi 7 janvier 2026 à 11:00 - 30 Minute Meeting',
    ]);
  });
});
