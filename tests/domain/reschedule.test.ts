import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booking.ts';
import { aCancellation } from '../support/a-cancellation.ts';
import { keyOf } from '../support/a-fact.ts';
import { aReschedule } from '../support/a-reschedule.ts';
import { aWorld } from '../support/a-world.ts';

const prevu = 'Rendez-vous Calendly prévu le lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting';
const replanifie =
  'Rendez-vous Calendly replanifié au mardi 6 janvier 2026 à 11:00 - 30 Minute Meeting';

describe('a reschedule', () => {
  const booking = aBooking({ of: 'ada' });
  const { away, anew } = aReschedule({ of: 'ada', to: 'next' });

  test.each([
    ['in order', [booking, away, anew]],
    ['with the new half first', [booking, anew, away]],
    ['with the old booking last', [anew, away, booking]],
    ['with the old half last', [anew, booking, away]],
    ['with the old half first', [away, booking, anew]],
  ])('%s leaves the old meeting rescheduled and the new one active', (_, facts) => {
    const world = aWorld();

    world.report(...facts);

    expect(world.scheduledEvent('ada')).toMatchObject({
      status: 'rescheduled',
      replacedBy: keyOf('next'),
    });
    expect(world.scheduledEvent('next')).toMatchObject({
      status: 'active',
      replaces: keyOf('ada'),
      meeting: { startTime: new Date('2026-01-06T10:00:00Z') },
    });
    expect(world.notes('ada@example.com')).toEqual([prevu, replanifie]);
  });

  test('of which only the old half came leaves the old meeting rescheduled, without a note', () => {
    const world = aWorld();

    world.report(booking, away);

    expect(world.scheduledEvent('ada')?.status).toBe('rescheduled');
    expect(world.scheduledEvent('next')).toBeUndefined();
    expect(world.notes('ada@example.com')).toEqual([prevu]);
    expect(world.announced().slice(3)).toContain('scheduled_event.rescheduled');
  });

  test('of which only the new half came leaves the old meeting rescheduled', () => {
    const world = aWorld();

    world.report(booking, anew);

    expect(world.scheduledEvent('ada')?.status).toBe('rescheduled');
    expect(world.scheduledEvent('next')?.status).toBe('active');
    expect(world.announced()).toContain('scheduled_event.rescheduled');
  });

  test('whose old booking is not known makes no row of it', () => {
    const world = aWorld();

    world.report(anew);

    expect(world.scheduledEvent('ada')).toBeUndefined();
    expect(world.state.scheduledEvents).toHaveLength(1);
    expect(world.notes('ada@example.com')).toEqual([replanifie]);
  });

  test('that names no successor leaves the old meeting rescheduled, not canceled', () => {
    const world = aWorld();

    world.report(booking, { ...away, replacedBy: null });

    expect(world.scheduledEvent('ada')).toMatchObject({ status: 'rescheduled', replacedBy: null });
    expect(world.notes('ada@example.com')).toEqual([prevu]);
  });

  test('is linked on both sides when only the old half reports it', () => {
    const world = aWorld();

    world.report(booking, { ...anew, replaces: null }, away);

    expect(world.scheduledEvent('next')?.replaces).toBe(keyOf('ada'));
  });

  test('of a reschedule leaves a chain, of which the last is active', () => {
    const world = aWorld();
    const again = aReschedule({
      of: 'ada',
      from: 'next',
      to: 'last',
      at: '2026-01-04T09:00:00Z',
      start: '2026-01-07T10:00:00Z',
    });

    world.report(again.anew, booking, again.away, anew, away);

    const chain = ['ada', 'next', 'last'].map((name) => world.scheduledEvent(name));
    expect(chain.map((event) => event?.status)).toEqual(['rescheduled', 'rescheduled', 'active']);
    expect(chain.map((event) => event?.replacedBy)).toEqual([keyOf('next'), keyOf('last'), null]);
    expect(chain.map((event) => event?.replaces)).toEqual([null, keyOf('ada'), keyOf('next')]);
    expect(world.notes('ada@example.com')).toEqual([
      prevu,
      replanifie,
      'Rendez-vous Calendly replanifié au mercredi 7 janvier 2026 à 11:00 - 30 Minute Meeting',
    ]);
  });

  test('whose new meeting is canceled leaves the old one rescheduled', () => {
    const world = aWorld();
    const cancellation = aCancellation({
      of: 'ada',
      booking: 'next',
      at: '2026-01-04T09:00:00Z',
      start: '2026-01-06T10:00:00Z',
      replaces: keyOf('ada'),
    });

    world.report(booking, cancellation, anew, away);

    expect(world.scheduledEvent('ada')?.status).toBe('rescheduled');
    expect(world.scheduledEvent('next')?.status).toBe('canceled');
  });

  test('that two bookings claim to be has one result, whichever comes first', () => {
    const [first, second] = ['b', 'c'].map((to) => aReschedule({ of: 'ada', to }).anew);
    const outcomes = [
      [first, second],
      [second, first],
    ].map((claims) => {
      const world = aWorld();
      world.report(booking, ...claims.flatMap((claim) => claim ?? []));
      return world.scheduledEvent('ada')?.replacedBy;
    });

    expect(outcomes).toEqual([keyOf('c'), keyOf('c')]);
  });

  test('reported again announces nothing', () => {
    const world = aWorld();
    world.report(booking, away, anew);

    const again = world.report(anew, away, booking);

    expect(again.flatMap(({ entries }) => entries)).toEqual([]);
  });
});
