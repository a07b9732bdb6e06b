import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { RealtimeEvent } from '../../adapters/wire/realtime-event.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { aServedHistory, named, type ServedHistory } from '../support/a-served-history.ts';
import { aServedService, servedLanes } from '../support/a-served-service.ts';
import { filesIn, servedState, stateInOrder } from '../support/a-served-state.ts';

const atOnce = 25;
const histories = fc.array(aServedHistory, { minLength: atOnce, maxLength: atOnce });
/** The time limit comes before jest's, so that a failure names its seed. */
const limits = { interruptAfterTimeLimit: 165_000, markInterruptAsFailure: true };

export interface ServedOn {
  /** The settings of an empty database. */
  settings: () => Promise<NodeJS.ProcessEnv>;
  /** The number of services that share it. */
  services: number;
  connections: number;
  /** How often so many histories are posted. */
  postedRuns: number;
  /** The number of times that so many are submitted, each with an organization of its own. */
  laneRuns: number;
}

/** Tests the same on every database: deliveries in any order end as if each came once and in order. */
export function describeServedHistories(database: string, on: ServedOn): void {
  describe(`histories of bookings on ${database}`, () => {
    test(`that are posted anyhow and many at once, ${atOnce * on.postedRuns} of them, end as if each thing were reported once and in order`, async () => {
      await using service = await aServedService(await on.settings(), on);
      const sent: string[] = [];
      const log: RealtimeEvent[] = [];
      let run = 0;

      await fc.assert(
        fc.asyncProperty(histories, async (plans) => {
          const prefix = `r${(run += 1)}h`;
          const histories = plans.map((plan, i) => named(`${prefix}${i}e`, plan));
          const bodies = inTurns(histories).map(([body]) => body);

          const receipts = await service.post(bodies);
          const news = await service.eventsAfter(log.length);

          sent.push(...bodies);
          log.push(...news);
          expectCopies(counted(receipts), bodies, service.refusals);
          const files = filesIn(news);
          for (const [i, history] of histories.entries()) {
            const own = files.filter((file) => file.prospect.email.includes(`${prefix}${i}e`));
            expect(servedState(own)).toEqual(await stateInOrder(history.inOrder));
          }
        }),
        { numRuns: on.postedRuns, ...limits },
      );

      expectCopies(inboxOf(await service.deliveries()), sent, service.refusals);
      expectDense(log.map(({ seq }) => seq));
      const people = filesIn(log).map(({ prospect }) => prospect.id);
      expect((await service.people()).toSorted()).toEqual(people.toSorted());
    }, 180_000);

    test(`that each belong to an organization of their own, ${atOnce * on.laneRuns} of them, end the same in the lanes they share`, async () => {
      await using lanes = await servedLanes(await on.settings());
      const { eventLog, deliveries } = lanes.stores;
      let run = 0;

      await fc.assert(
        fc.asyncProperty(histories, async (plans) => {
          run += 1;
          const histories = plans.map((plan, i) => named(`r${run}h${i}e`, plan));
          const idOf = (i: number) => organizationId(`org-${run}-${i}`);

          await Promise.all(inTurns(histories).map(([body, i]) => lanes.submit(idOf(i), body)));

          for (const [i, { inOrder, sent }] of histories.entries()) {
            expect(servedState(await lanes.files(idOf(i)))).toEqual(await stateInOrder(inOrder));
            const query = { status: null, limit: 1_000, cursor: null };
            const { items } = await deliveries.list(idOf(i), query);
            expectCopies(inboxOf(items), sent, 0);
            const { entries } = await eventLog.read(idOf(i), 0, 10_000);
            expectDense(entries.map(({ seq }) => seq));
          }
        }),
        { numRuns: on.laneRuns, ...limits },
      );
    }, 180_000);
  });
}

/**
 * The first body of each history, then the second of each …, so that all histories go on at once. Each body has the
 * index of its history.
 */
function inTurns(histories: readonly ServedHistory[]): [body: string, history: number][] {
  const longest = Math.max(...histories.map(({ sent }) => sent.length));
  return Array.from({ length: longest }, (_, turn) => turn).flatMap((turn) =>
    histories.flatMap(({ sent }, i): [string, number][] => {
      const body = sent[turn];
      return body === undefined ? [] : [[body, i]];
    }),
  );
}

/**
 * Each body is accepted once, and its copies are duplicates. A body that was refused and repeated may be one copy more.
 */
function expectCopies(
  { accepted, duplicate, ...others }: Record<string, number>,
  bodies: readonly string[],
  refusals: number,
): void {
  const copies = bodies.length - new Set(bodies).size;
  expect({ accepted, ...others }).toEqual({ accepted: new Set(bodies).size });
  expect(duplicate).toBeGreaterThanOrEqual(copies);
  expect(duplicate).toBeLessThanOrEqual(copies + refusals);
}

function counted(receipts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = { accepted: 0, duplicate: 0 };
  for (const receipt of receipts) counts[receipt] = (counts[receipt] ?? 0) + 1;
  return counts;
}

/** Each accepted delivery is one applied row that counted its copies. Any other status would be one more key. */
function inboxOf(kept: readonly { status: string; duplicates: number }[]): Record<string, number> {
  const counts: Record<string, number> = { accepted: 0, duplicate: 0 };
  for (const { status, duplicates } of kept) {
    const key = status === 'applied' ? 'accepted' : status;
    counts[key] = (counts[key] ?? 0) + 1;
    counts['duplicate'] = (counts['duplicate'] ?? 0) + duplicates;
  }
  return counts;
}

function expectDense(seqs: readonly (number | null)[]): void {
  expect(seqs).toEqual(Array.from(seqs, (_, i) => i + 1));
}
