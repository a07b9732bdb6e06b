import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { aHistory, repeatedReportsOf } from '../support/a-history.ts';
import { aMemoryWorld, type MemoryWorld } from '../support/a-memory-world.ts';
import { aReceiver } from '../support/a-receiver.ts';
import { aSettledState } from '../support/a-settled-state.ts';
import { aWorld } from '../support/a-world.ts';
import { anIncoming } from '../support/an-incoming.ts';
import { theFileOf } from '../support/the-file-of.ts';

const deliveredAnyhow = aHistory.chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    reports: repeatedReportsOf(facts),
    batchSizes: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 10 }),
  }),
);

test('a history that is delivered in batches, many at once, ends as if it were reported in order', async () => {
  await fc.assert(
    fc.asyncProperty(deliveredAnyhow, async ({ facts, reports, batchSizes }) => {
      const inOrder = aWorld();
      const world = aMemoryWorld();
      const { receive } = aReceiver(world);
      const acme = world.organization();

      inOrder.report(...facts);
      const batches = batchesOf(reports, batchSizes);
      const receipts = await Promise.all(
        batches.map((batch) => receive.execute(batch.map((fact) => anIncoming(acme, fact)))),
      );

      expect(await settled(world, acme)).toEqual(aSettledState(inOrder.state));
      const accepted = receipts.flat().filter((receipt) => receipt === 'accepted');
      expect(accepted).toHaveLength(new Set(facts.map((fact) => JSON.stringify(fact))).size);
      await expectDenseLog(world, acme);
    }),
    { numRuns: 200 },
  );
});

async function settled({ prospects }: MemoryWorld, acme: OrganizationId): Promise<object> {
  const { items } = await prospects.list(acme, {
    search: null,
    filter: null,
    limit: 100,
    cursor: null,
  });
  const files = (await Promise.all(items.map(({ id }) => theFileOf(prospects, acme, id)))).flatMap(
    (file) => file ?? [],
  );
  return aSettledState({
    prospects: files.map(({ prospect: { nextScheduledEventAt: _next, ...prospect } }) => prospect),
    scheduledEvents: files.flatMap(({ scheduledEvents }) => scheduledEvents),
    notes: files.flatMap(({ notes }) => notes),
  });
}

async function expectDenseLog({ log }: MemoryWorld, acme: OrganizationId): Promise<void> {
  const { entries, seq } = await log.read(acme, 0, 10_000);
  expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
}

/** Splits into batches; the sizes repeat in turn. */
function batchesOf(facts: readonly InviteeFact[], sizes: readonly number[]): InviteeFact[][] {
  const batches: InviteeFact[][] = [];
  for (let from = 0; from < facts.length; ) {
    const size = sizes[batches.length % sizes.length] ?? 1;
    batches.push(facts.slice(from, from + size));
    from += size;
  }
  return batches;
}
