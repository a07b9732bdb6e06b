import type { CompletenessReport } from '../../src/domain/completeness.ts';
import { keyOf } from '../support/a-fact.ts';
import type { ConnectingWorld, MakeConnectingWorld } from './connecting-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link CompletenessStore} promises, whatever it is kept in. */
export function describeCompleteness(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeConnectingWorld,
): void {
  describe(`completeness reports on ${name}`, () => {
    let world: ConnectingWorld;
    beforeEach(async () => {
      world = await makeWorld();
    });
    afterEach(() => world.close());

    test('are kept one for each organization: the last', async () => {
      const [acme, bolt] = [world.organization(), world.organization()];

      await world.here.completeness.save(acme, aReport(1));
      await world.there.completeness.save(acme, aReport(2));

      expect(await world.here.completeness.latest(acme)).toEqual(aReport(2));
      expect(await world.here.completeness.latest(bolt)).toEqual(null);
    });
  });
}

function aReport(listed: number): CompletenessReport {
  return {
    checkedAt: new Date('2026-01-04T12:00:00.123Z'),
    window: { from: new Date('2025-12-28T12:00:00Z'), to: new Date('2026-01-18T12:00:00Z') },
    listed,
    held: 0,
    missing: [keyOf('ada')],
    extra: [],
    repaired: 1,
  };
}
