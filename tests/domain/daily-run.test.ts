import { describe, expect, test } from '@jest/globals';
import { latestRun } from '../../src/domain/daily-run.ts';

describe('the latest run of a job of 3 o’clock', () => {
  test.each([
    ['before it, is the one of the day before', '2026-01-05T01:59:59.999Z', '2026-01-04'],
    ['at it, is the one of the day', '2026-01-05T02:00:00.000Z', '2026-01-05'],
    ['in the evening, is the one of the day', '2026-01-05T22:59:59.999Z', '2026-01-05'],
    ['after midnight, is the one of the day before', '2026-01-05T23:00:00.000Z', '2026-01-05'],
    ['on the first of the month', '2026-03-01T01:00:00.000Z', '2026-02-28'],
    ['on the first of March of a leap year', '2028-03-01T01:00:00.000Z', '2028-02-29'],
    ['on New Year', '2026-01-01T01:00:00.000Z', '2025-12-31'],
    ['in summer, is an hour earlier by the sun', '2026-07-05T01:00:00.000Z', '2026-07-05'],
    ['in summer, before it', '2026-07-05T00:59:59.999Z', '2026-07-04'],
  ])('%s', (_, now, day) => {
    expect(latestRun(new Date(now), 3, 'Europe/Paris')).toBe(day);
  });

  test.each([
    ['Pacific/Kiritimati', '2026-01-04T13:00:00Z', '2026-01-05'],
    ['Pacific/Pago_Pago', '2026-01-05T13:59:59Z', '2026-01-04'],
    ['Asia/Kathmandu', '2026-01-04T21:15:00Z', '2026-01-05'],
    ['UTC', '2026-01-05T03:00:00Z', '2026-01-05'],
  ])('goes by the clocks of %s', (timeZone, now, day) => {
    expect(latestRun(new Date(now), 3, timeZone)).toBe(day);
  });

  test('is due once in the night that has the hour twice', () => {
    // Clocks go from 3:00 back to 2:00 at 01:00 UTC; a job of 2 o'clock would see its hour twice.
    const hours = ['2026-10-24T23:30Z', '2026-10-25T00:30Z', '2026-10-25T01:30Z'];

    const days = hours.map((now) => latestRun(new Date(now), 2, 'Europe/Paris'));

    expect(days).toEqual(['2026-10-24', '2026-10-25', '2026-10-25']);
  });

  test('is due in the night that leaves the hour out', () => {
    // Clocks go from 2:00 to 3:00 at 01:00 UTC.
    const hours = ['2026-03-29T00:59Z', '2026-03-29T01:00Z'];

    const days = hours.map((now) => latestRun(new Date(now), 2, 'Europe/Paris'));

    expect(days).toEqual(['2026-03-28', '2026-03-29']);
  });
});
