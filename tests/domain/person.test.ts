import { describe, expect, test } from '@jest/globals';
import { shownFields } from '../../src/domain/prospect.ts';
import { untracked } from '../../src/domain/tracking.ts';
import { aBooking } from '../support/a-booking.ts';
import { aCancellation } from '../support/a-cancellation.ts';
import type { aFact, FactOptions } from '../support/a-fact.ts';
import { aWorld } from '../support/a-world.ts';

const old = { booking: 'old', bookedAt: '2026-01-01T09:00:00Z', at: '2026-01-01T09:00:00Z' };
const recent = { booking: 'recent', bookedAt: '2026-01-02T09:00:00Z', at: '2026-01-02T09:00:00Z' };

describe('a prospect', () => {
  test('is named as in the booking that was made last, also after a late word on an old one', () => {
    const world = aWorld();

    world.report(
      aBooking({ of: 'ada', ...old, name: 'Ada Byron' }),
      aBooking({ of: 'ada', ...recent, name: 'Ada Lovelace' }),
      aCancellation({ of: 'ada', ...old, at: '2026-01-09T09:00:00Z', name: 'Ada Byron' }),
    );

    expect(world.prospect('ada@example.com')?.reported.name).toBe('Ada Lovelace');
  });

  test('keeps reported values when a newer booking has none', () => {
    const world = aWorld();

    world.report(
      withDetails({ of: 'ada', ...old }, { phone: '+33612345678' }),
      withDetails({ of: 'ada', ...recent, name: null }, { phone: null }),
    );

    expect(world.prospect('ada@example.com')?.reported).toMatchObject({
      name: 'Ada',
      phone: '+33612345678',
    });
  });

  test('without a name is shown by the address', () => {
    const world = aWorld();

    world.report(aBooking({ of: 'ada', name: null }));

    const prospect = world.prospect('ada@example.com');
    expect(prospect && shownFields(prospect).name).toBe('ada@example.com');
  });

  test('has the tracking of the first booking and of the last, in whatever order they come', () => {
    const world = aWorld();
    const [first, last] = ['newsletter', 'search'].map((utmSource) => ({
      ...untracked,
      utmSource,
    }));

    world.report(
      withDetails({ of: 'ada', ...recent }, last && { tracking: last }),
      withDetails({ of: 'ada', ...old }, first && { tracking: first }),
    );

    expect(world.prospect('ada@example.com')?.tracking).toEqual({ first, last });
  });

  test('was active when the latest fact happened', () => {
    const world = aWorld();

    world.report(aBooking({ of: 'ada', ...recent }), aBooking({ of: 'ada', ...old }));

    expect(world.prospect('ada@example.com')?.lastActivityAt).toEqual(new Date(recent.at));
  });

  test('that somebody edited stays edited', () => {
    const known = aWorld();
    known.report(aBooking({ of: 'ada', ...old }));
    const edited = known.prospect('ada@example.com');
    const world = aWorld({
      prospect: () => edited && { ...edited, edits: { name: 'Countess', phone: null } },
      scheduledEvent: () => undefined,
      successorsOf: () => [],
      predecessorsOf: () => [],
      notesOf: () => [],
      note: () => undefined,
    });

    const [applied] = world.report(
      withDetails({ of: 'ada', ...recent, name: 'Ada Lovelace' }, { phone: '+33612345678' }),
    );

    const prospect = world.prospect('ada@example.com');
    expect(prospect && shownFields(prospect)).toMatchObject({ name: 'Countess', phone: null });
    expect(prospect?.reported).toMatchObject({ name: 'Ada Lovelace', phone: '+33612345678' });
    expect(applied?.entries[0]).toMatchObject({
      type: 'prospect.updated',
      changed: ['lastActivityAt'],
    });
  });

  test('is announced as updated with the fields that show it', () => {
    const world = aWorld();
    world.report(aBooking({ of: 'ada', ...old, name: 'Ada Byron' }));

    const [applied] = world.report(aBooking({ of: 'ada', ...recent, name: 'Ada Lovelace' }));

    expect(applied?.entries[0]).toMatchObject({
      type: 'prospect.updated',
      subjectId: world.prospect('ada@example.com')?.id,
      changed: ['name', 'lastActivityAt'],
    });
  });
});

describe('a booking whose address changes', () => {
  const before = { of: 'ada', email: 'ada@example.com', at: '2026-01-02T09:00:00Z' };
  const after = { of: 'ada', email: 'countess@example.com', at: '2026-01-03T09:00:00Z' };
  const prevu = 'Rendez-vous Calendly prévu le lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting';

  test.each([
    ['in order', [before, after]],
    ['backwards', [after, before]],
    ['again and again', [before, after, before, after, before]],
  ])('follows its newest delivery with its notes, reported %s', (_, tellings) => {
    const world = aWorld();

    world.report(...tellings.map((report) => aBooking(report)));

    const prospect = world.prospect('countess@example.com');
    expect(world.scheduledEvent('ada')?.prospectId).toBe(prospect?.id);
    expect(world.notes('countess@example.com')).toEqual([prevu]);
    expect(world.notes('ada@example.com')).toEqual([]);
    expect(world.state.prospects).toHaveLength(2);
  });
});

function withDetails(
  options: FactOptions,
  details: Partial<NonNullable<ReturnType<typeof aFact>['details']>> | undefined,
) {
  const fact = aBooking(options);
  return { ...fact, details: { ...fact.details, ...details } as NonNullable<typeof fact.details> };
}
