import { expect, test } from '@jest/globals';
import { LastApplied } from '../../../src/use-cases/intake/last-applied.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5, 10, 0, seconds));

test('something was applied since a moment when it was at that moment or later', () => {
  const last = new LastApplied();
  const before = last.isSince(at(0));

  last.note(at(5));

  expect(before).toBe(false);
  expect([4, 5, 6].map((seconds) => last.isSince(at(seconds)))).toEqual([true, true, false]);
});
