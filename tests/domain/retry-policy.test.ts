import { expect, test } from '@jest/globals';
import { nextAttemptAt } from '../../src/domain/retry-policy.ts';

test('a delivery is tried again after 5 s, then after twice as long each time, eight times in all', () => {
  const failedAt = new Date('2026-01-02T09:00:00Z');

  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempts) => {
    const next = nextAttemptAt(attempts, failedAt);
    return next && (next.getTime() - failedAt.getTime()) / 1000;
  });

  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, null, null]);
});
