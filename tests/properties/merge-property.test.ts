import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { aHistory, retellingsOf } from '../support/a-history.ts';
import { aSettledState } from '../support/a-settled-state.ts';
import { aWorld } from '../support/a-world.ts';

const toldAnyhow = aHistory.chain((facts) =>
  fc.record({ facts: fc.constant(facts), told: retellingsOf(facts) }),
);

describe('a history of bookings', () => {
  test('ends the same in every order and however often each fact is told', () => {
    fc.assert(
      fc.property(toldAnyhow, ({ facts, told }) => {
        const inOrder = aWorld();
        const anyhow = aWorld();

        inOrder.tell(...facts);
        anyhow.tell(...told);

        expect(aSettledState(anyhow.state)).toEqual(aSettledState(inOrder.state));
      }),
      { numRuns: 500 },
    );
  });

  test('that is known already changes nothing and announces nothing when it is told again', () => {
    fc.assert(
      fc.property(toldAnyhow, ({ facts, told }) => {
        const world = aWorld();
        world.tell(...facts);
        const before = structuredClone(aSettledState(world.state));

        const applied = world.tell(...told);

        expect(applied.flatMap(({ entries, notes }) => [...entries, ...notes])).toEqual([]);
        expect(aSettledState(world.state)).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });
});
