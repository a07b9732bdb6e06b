import { describe, expect, test } from '@jest/globals';
import { ClockSkew } from '../../src/domain/clock-skew.ts';

const now = new Date('2026-01-05T10:00:00Z');
const minute = 60;
const hour = 60 * minute;

/** Webhooks that were signed so many seconds ahead of our clock, a second one after another; the last one is now. */
function skewOf(...ahead: number[]): number | null {
  const skew = new ClockSkew();
  for (const [i, seconds] of ahead.entries()) {
    const at = now.getTime() - (ahead.length - 1 - i) * 1000;
    skew.observe(new Date(at + seconds * 1000), new Date(at));
  }
  return skew.seconds(now);
}

describe('the clock of this server', () => {
  test('is right while nothing was received', () => {
    expect(skewOf()).toBeNull();
  });

  test.each([
    ['two minutes', [120], 120],
    ['less than two minutes', [119], null],
    ['half a second less than two minutes, which rounds up', [119.5], 120],
    ['an hour, once of three', [0, hour, 0], hour],
    ['an hour, but three times not since', [hour, 0, 0, 0], null],
    ['more, then less', [hour, 200, 130], hour],
  ])('is slow when Calendly signs ahead by %s', (_, ahead, seconds) => {
    expect(skewOf(...ahead)).toBe(seconds);
  });

  test.each([
    ['three are two minutes old', [-120, -120, -120], -120],
    ['two are: they may be sent again', [-hour, -hour], null],
    ['one of many is fresh', [-hour, -hour, -10, -hour, -hour, -hour], null],
    ['the freshest is two minutes old', [-hour, -120, -200], -120],
    ['the freshest is a little less', [-hour, -119, -200], null],
  ])('is fast when of what is received %s', (_, ahead, seconds) => {
    expect(skewOf(...ahead)).toBe(seconds);
  });

  test('is judged by the last sixteen webhooks', () => {
    const old = Array.from({ length: 15 }, () => -hour);

    expect(skewOf(0, ...old)).toBeNull();
    expect(skewOf(0, ...old, -hour)).toBe(-hour);
  });

  test('is judged by the last hour', () => {
    const skew = new ClockSkew();
    skew.observe(new Date(now.getTime() + hour * 1000), now);

    const at = (seconds: number) => skew.seconds(new Date(now.getTime() + seconds * 1000));

    expect([at(hour), at(hour + 1)]).toEqual([hour, null]);
  });
});
