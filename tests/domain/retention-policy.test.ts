import { describe, expect, test } from '@jest/globals';
import { completenessHour } from '../../src/domain/completeness.ts';
import { cutoffsAt, keptFrom, retentionHour } from '../../src/domain/retention-policy.ts';
import { aScheduledEvent } from '../support/a-store-row.ts';

const [early, middle, late] = ['2026-01-01T10:00Z', '2026-01-02T10:00Z', '2026-01-03T10:00Z'].map(
  (text) => new Date(text),
) as [Date, Date, Date];

describe('retention', () => {
  test('counts days of 24 hours, also where clocks were changed in between', () => {
    const days = { scheduledEvents: 90, deliveries: 30, undecided: 2, logEntries: 1, audit: 3 };

    expect(cutoffsAt(new Date('2026-04-05T01:00:00.000Z'), days)).toEqual({
      scheduledEvents: new Date('2026-01-05T01:00:00.000Z'),
      deliveries: new Date('2026-03-06T01:00:00.000Z'),
      undecided: new Date('2026-04-03T01:00:00.000Z'),
      audit: new Date('2026-04-02T01:00:00.000Z'),
      logEntries: new Date('2026-04-04T01:00:00.000Z'),
    });
  });

  test.each([
    ['the end', { startTime: early, endTime: middle }, late, middle],
    ['the receipt where the end is unknown', { startTime: early, endTime: null }, middle, middle],
    ['the receipt where nothing is known', { startTime: null, endTime: null }, middle, middle],
    ['the start where it comes after the receipt', { startTime: late, endTime: null }, early, late],
    [
      'the start where the reported end is earlier',
      { startTime: late, endTime: early },
      early,
      late,
    ],
    ['the end where the start is unknown', { startTime: null, endTime: early }, late, early],
  ])('of a scheduled event counts from %s', (_, times, receivedAt, from) => {
    const meeting = { name: null, hosts: [], ...times };

    expect(keptFrom(aScheduledEvent('a-prospect', 'ada', { meeting, receivedAt }))).toEqual(from);
  });
});

test('what is too old goes at three in the night, and what Calendly lists is compared an hour later', () => {
  expect([retentionHour, completenessHour]).toEqual([3, 4]);
});
