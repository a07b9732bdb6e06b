import { describe, expect, test } from '@jest/globals';
import type { PendingNote } from '../../src/domain/booking-note.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';

const start = new Date('2026-01-05T10:00:00Z');

describe('a French note', () => {
  const writer = new NoteWriter('fr', 'Europe/Paris');

  test.each<[PendingNote['kind'], string]>([
    ['booked', 'Rendez-vous Calendly prévu le lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting'],
    [
      'rescheduled',
      'Rendez-vous Calendly replanifié au lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting',
    ],
    [
      'canceled',
      'Rendez-vous Calendly annulé, prévu le lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting',
    ],
    [
      'no_show',
      'Absence au rendez-vous Calendly du lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting',
    ],
  ])('of a meeting that is %s is the sentence that operators know', (kind, sentence) => {
    expect(writer.write(aPendingNote(kind), start, '30 Minute Meeting')).toBe(sentence);
  });

  test('of a cancellation ends with the reason', () => {
    const note = aPendingNote('canceled', 'Je suis malade');

    expect(writer.write(note, start, 'Appel')).toBe(
      'Rendez-vous Calendly annulé, prévu le lundi 5 janvier 2026 à 11:00 - Appel. Motif : Je suis malade',
    );
  });

  test('of a meeting without a name has its date alone', () => {
    expect(writer.write(aPendingNote('booked'), start, null)).toBe(
      'Rendez-vous Calendly prévu le lundi 5 janvier 2026 à 11:00',
    );
  });

  test.each([
    ['2026-03-29T00:59:00Z', 'dimanche 29 mars 2026 à 01:59'],
    ['2026-03-29T01:00:00Z', 'dimanche 29 mars 2026 à 03:00'],
    ['2025-12-31T23:05:00Z', 'jeudi 1 janvier 2026 à 00:05'],
  ])('writes %s as %s', (at, date) => {
    expect(writer.write(aPendingNote('booked'), new Date(at), null)).toContain(date);
  });
});

describe('an English note', () => {
  const writer = new NoteWriter('en', 'America/New_York');

  test.each<[PendingNote['kind'], string]>([
    ['booked', 'Calendly meeting scheduled for Monday, January 5, 2026 at 5:00 AM - Call'],
    ['rescheduled', 'Calendly meeting rescheduled to Monday, January 5, 2026 at 5:00 AM - Call'],
    [
      'canceled',
      'Calendly meeting canceled, scheduled for Monday, January 5, 2026 at 5:00 AM - Call. Reason: ill',
    ],
    ['no_show', 'No-show at the Calendly meeting of Monday, January 5, 2026 at 5:00 AM - Call'],
  ])('of a meeting that is %s has plain spaces', (kind, sentence) => {
    expect(writer.write(aPendingNote(kind, 'ill'), start, 'Call')).toBe(sentence);
  });
});

test('no note is written in a time zone that does not exist', () => {
  expect(() => new NoteWriter('fr', 'Europe/Atlantis')).toThrow(RangeError);
});

function aPendingNote(kind: PendingNote['kind'], reason: string | null = null): PendingNote {
  return { kind, inPlace: false, happenedAt: start, meeting: undefined, reason };
}
