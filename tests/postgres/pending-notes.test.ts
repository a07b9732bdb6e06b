import { describe, expect, test } from '@jest/globals';
import {
  scheduledEventFrom,
  scheduledEventRow,
} from '../../adapters/postgres/rows/scheduled-event-row.ts';
import { aScheduledEvent } from '../support/a-store-row.ts';

describe('a pending note in its row', () => {
  const meeting = { startTime: new Date('2026-01-05T10:00:00Z'), name: 'Intro' };
  const happenedAt = new Date('2026-01-02T09:00:00Z');
  const note = { kind: 'booked', inPlace: false, happenedAt, meeting, reason: null } as const;

  test('has its meeting under the name that rows of earlier versions have', () => {
    const row = scheduledEventRow('acme', aScheduledEvent('p', 'b', { pendingNotes: [note] }));

    const stored = JSON.parse(JSON.stringify(row.pendingNotes));

    expect(stored).toEqual([
      {
        kind: 'booked',
        inPlace: false,
        happenedAt: '2026-01-02T09:00:00.000Z',
        told: { startTime: '2026-01-05T10:00:00.000Z', name: 'Intro' },
        reason: null,
      },
    ]);
  });

  test('is read from its row as it was', () => {
    const pendingNotes = [note, { ...note, meeting: undefined }];
    const event = aScheduledEvent('p', 'b', { pendingNotes });
    const row = scheduledEventRow('acme', event);

    const read = scheduledEventFrom(JSON.parse(JSON.stringify(row)));

    expect(read.pendingNotes).toEqual(event.pendingNotes);
  });
});
