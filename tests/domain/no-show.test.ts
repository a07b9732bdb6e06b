import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booking.ts';
import { aNoShow, aNoShowCleared } from '../support/a-no-show.ts';
import { aWorld } from '../support/a-world.ts';

const absence =
  'Absence au rendez-vous Calendly du lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting';

describe('a no-show', () => {
  const booking = aBooking({ of: 'ada' });
  const marked = aNoShow({ of: 'ada', at: '2026-01-05T11:00:00Z' });
  const cleared = aNoShowCleared({ of: 'ada', at: '2026-01-05T12:00:00Z' });
  const markedAgain = aNoShow({ of: 'ada', at: '2026-01-05T13:00:00Z' });

  test('marks the meeting, with a note', () => {
    const world = aWorld();

    world.report(booking, marked);

    expect(world.scheduledEvent('ada')).toMatchObject({ noShow: true, status: 'active' });
    expect(world.notes('ada@example.com')).toContain(absence);
    expect(world.announced().slice(3)).toContain('scheduled_event.no_show_marked');
  });

  test('that is cleared keeps its note', () => {
    const world = aWorld();

    world.report(booking, marked, cleared);

    expect(world.scheduledEvent('ada')?.noShow).toBe(false);
    expect(world.notes('ada@example.com')).toContain(absence);
    expect(world.announced()).toContain('scheduled_event.no_show_cleared');
  });

  test('that is set again has one note, of the first time', () => {
    const world = aWorld();

    world.report(booking, marked, cleared, markedAgain);

    expect(world.scheduledEvent('ada')?.noShow).toBe(true);
    const notes = world.state.notes.filter(({ kind }) => kind === 'no_show');
    expect(notes).toMatchObject([{ createdAt: new Date('2026-01-05T11:00:00Z') }]);
  });

  test('is as it was last, when the reports come backwards', () => {
    const world = aWorld();

    world.report(markedAgain, cleared, marked, booking);

    expect(world.scheduledEvent('ada')?.noShow).toBe(true);
    const notes = world.state.notes.filter(({ kind }) => kind === 'no_show');
    expect(notes).toMatchObject([{ createdAt: new Date('2026-01-05T11:00:00Z') }]);
  });

  test('is cleared, when the clearing comes first', () => {
    const world = aWorld();

    world.report(cleared, marked, booking);

    expect(world.scheduledEvent('ada')?.noShow).toBe(false);
  });

  test('that is reported twice before the start is known has the earlier time', () => {
    const world = aWorld();

    world.report(
      aNoShow({ of: 'ada', at: '2026-01-05T13:00:00Z', start: null }),
      aNoShow({ of: 'ada', at: '2026-01-05T11:00:00Z', start: null }),
      booking,
    );

    const notes = world.state.notes.filter(({ kind }) => kind === 'no_show');
    expect(notes).toMatchObject([{ createdAt: new Date('2026-01-05T11:00:00Z'), body: absence }]);
  });
});
