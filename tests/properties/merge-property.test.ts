import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { aHistory, repeatedReportsOf } from '../support/a-history.ts';
import { aSettledState } from '../support/a-settled-state.ts';
import { aWorld } from '../support/a-world.ts';

const reportedAnyhow = aHistory.chain((facts) =>
  fc.record({ facts: fc.constant(facts), reports: repeatedReportsOf(facts) }),
);

describe('a history of bookings', () => {
  test('ends the same in every order and however often each fact is reported', () => {
    fc.assert(
      fc.property(reportedAnyhow, ({ facts, reports }) => {
        const inOrder = aWorld();
        const anyhow = aWorld();

        inOrder.report(...facts);
        anyhow.report(...reports);

        expect(aSettledState(anyhow.state)).toEqual(aSettledState(inOrder.state));
      }),
      { numRuns: 500 },
    );
  });

  test('that is known already changes nothing and announces nothing when it is reported again', () => {
    fc.assert(
      fc.property(reportedAnyhow, ({ facts, reports }) => {
        const world = aWorld();
        world.report(...facts);
        const before = structuredClone(aSettledState(world.state));

        const applied = world.report(...reports);

        expect(applied.flatMap(({ entries, notes }) => [...entries, ...notes])).toEqual([]);
        expect(aSettledState(world.state)).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });
});
