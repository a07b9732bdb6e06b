import { describe, expect, test } from '@jest/globals';
import type { ScheduledEvent } from '../../../src/domain/scheduled-event.ts';
import type { Grown } from '../../../src/ports/event-log.ts';
import { committedSubjects } from '../../../src/use-cases/realtime/committed-subjects.ts';
import {
  aNote,
  anEntry,
  aProspect,
  aScheduledEventAt,
  booking,
} from '../../support/a-store-row.ts';

const now = new Date('2026-01-05T10:00:00Z');
const ada = aProspect();
const grace = aProspect();
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const meeting = (hours: number | null, of = ada) =>
  aScheduledEventAt(of.id, hours === null ? null : inHours(hours));

function aCommit(changes: Partial<Grown>): Grown {
  return { entries: [], prospects: [], scheduledEvents: [], notes: [], ...changes };
}

/** The next meeting of somebody who was made together with these. */
function nextOf(scheduledEvents: ScheduledEvent[]): Date | null | undefined {
  const entries = [{ ...anEntry(ada.id, { type: 'prospect.created' }), seq: 1 }];
  const grown = aCommit({ entries, prospects: [ada], scheduledEvents });
  const subject = committedSubjects(grown, now).get(ada.id);
  return subject?.kind === 'prospect' ? subject.prospect.nextScheduledEventAt : undefined;
}

describe('of what was just committed, at hand are', () => {
  test('meetings and notes, and the prospects that were made', () => {
    const [event, note] = [meeting(1), aNote(ada.id, booking('1'))];
    const entries = [
      { ...anEntry(ada.id, { type: 'prospect.created' }), seq: 1 },
      { ...anEntry(grace.id, { type: 'prospect.updated' }), seq: 2 },
    ];

    const subjects = committedSubjects(
      aCommit({ entries, prospects: [ada, grace], scheduledEvents: [event], notes: [note] }),
      now,
    );

    expect(subjects).toEqual(
      new Map<string, unknown>([
        [ada.id, { kind: 'prospect', prospect: { ...ada, nextScheduledEventAt: inHours(1) } }],
        [event.id, { kind: 'scheduled_event', scheduledEvent: event }],
        [note.id, { kind: 'note', note }],
      ]),
    );
  });
});

describe('the next meeting of somebody new', () => {
  const canceled = {
    ...meeting(1),
    cancellation: { by: null, byType: null, reason: null, at: null },
  };

  test.each([
    ['is the soonest to come, whatever comes first', [meeting(3), meeting(2), meeting(4)], 2],
    ['is none that is over', [meeting(-1), meeting(5)], 5],
    ['is none that begins right now', [meeting(0)], null],
    ['is none without a start', [meeting(null), meeting(1)], 1],
    ['is none that is canceled', [canceled, meeting(2)], 2],
    ['is nobody else’s', [meeting(1, grace), meeting(2)], 2],
    ['is none where there is none', [], null],
  ])('%s', (_, events, hours) => {
    expect(nextOf(events)).toEqual(hours === null ? null : inHours(hours));
  });
});
