import { describe, expect, test } from '@jest/globals';
import {
  dateOf,
  preciseInstant,
  preciseInstantOf,
  replaces,
  version,
} from '../../src/domain/version.ts';
import { instant } from '../support/a-fact.ts';

describe('a precise instant', () => {
  test.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000000Z'],
    ['2026-01-02T03:04:05.1Z', '2026-01-02T03:04:05.100000Z'],
    ['2026-01-02T03:04:05.123456Z', '2026-01-02T03:04:05.123456Z'],
    ['2026-01-02T03:04:05.123456789Z', '2026-01-02T03:04:05.123456Z'],
    ['2026-01-02T03:04:05.654321+02:00', '2026-01-02T01:04:05.654321Z'],
    ['2026-01-01T23:30:00-0530', '2026-01-02T05:00:00.000000Z'],
    [' 2026-01-02t03:04:05z ', '2026-01-02T03:04:05.000000Z'],
    ['2026-01-02T03:04Z', '2026-01-02T03:04:00.000000Z'],
    ['2026-01-02T05:04+02:00', '2026-01-02T03:04:00.000000Z'],
    ['2028-02-29T03:04:05Z', '2028-02-29T03:04:05.000000Z'],
    ['2026-03-31T00:30:00+02:00', '2026-03-30T22:30:00.000000Z'],
  ])('%s is %s', (text, precise) => {
    expect(preciseInstant(text)).toBe(precise);
  });

  test.each([
    '',
    'yesterday',
    '2026-01-02',
    '2026-01-02T03:04:05',
    '2026-01-02T03:04',
    '2026-01-02T03:04.5Z',
    '2026-13-02T03:04:05Z',
    '2026-13-31T03:04:05Z',
    '2026-02-29T03:04:05Z',
    '2026-02-30T03:04:05Z',
    '2026-04-31T03:04:05Z',
    '2026-01-02T25:04:05Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-01:00',
  ])('%j is none', (text) => {
    expect(preciseInstant(text)).toBeNull();
  });

  test('of a clock has its milliseconds', () => {
    const read = new Date('2026-01-02T03:04:05.678Z');

    expect(preciseInstantOf(read)).toBe('2026-01-02T03:04:05.678000Z');
    expect(dateOf(preciseInstantOf(read))).toEqual(read);
  });
});

describe('a version', () => {
  const [early, late] = [
    instant('2026-01-02T00:00:00.000001Z'),
    instant('2026-01-02T00:00:00.000002Z'),
  ];

  test.each([
    ['was updated later, by a microsecond', version(late, early, 'a'), version(early, late, 'b')],
    ['was reported later, of one update', version(early, late, 'a'), version(early, early, 'b')],
    [
      'has the higher digest, reported at once',
      version(early, early, 'b'),
      version(early, early, 'a'),
    ],
  ])('that %s replaces the other', (_, winner, loser) => {
    expect(replaces(winner, loser)).toBe(true);
    expect(replaces(loser, winner)).toBe(false);
  });

  test('replaces none, and itself', () => {
    const one = version(early, early, 'a');

    expect([replaces(one, null), replaces(one, undefined), replaces(one, one)]).toEqual([
      true,
      true,
      true,
    ]);
  });
});
