import type { Announcement } from '../bookings/calendly-world.ts';
import type { Fault } from '../faults/fault.ts';
import { uriOf } from '../resource-uri.ts';
import type { SeededIds } from '../seeded-ids.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { instantOf, wholeSecond } from '../time/instant-text.ts';
import type { Delivery } from './delivery.ts';
import type { Subscription } from './subscription.ts';

const delayedSeconds = 60;
const shuffledSeconds = 5;

/** The deliveries of an event that happens now, with the repetitions and delays of a fault. */
export function writeDeliveries(
  subscription: Subscription,
  { event, payload }: Announcement,
  {
    now,
    fault,
    ids,
    random,
  }: { now: Date; fault: Fault | null; ids: SeededIds; random: SeededRandom },
): Delivery[] {
  const body = JSON.stringify({
    event,
    created_at: wholeSecond(instantOf(now)),
    created_by: uriOf.user(subscription.creatorId),
    payload,
  });
  const isDuplicated = fault?.at === 'deliveries' && fault.kind === 'duplicated';
  return Array.from({ length: isDuplicated ? 1 + fault.copies : 1 }, () => ({
    id: ids.next('delivery'),
    subscription,
    event,
    body,
    createdAt: instantOf(now),
    attempts: [],
    losesAnswer: fault?.kind === 'answer-lost',
    signedAt: null,
    status: fault?.kind === 'lost' ? 'lost' : 'waiting',
    dueAtMs: now.getTime() + Math.round(delaySeconds(fault, random) * 1000),
  }));
}

function delaySeconds(fault: Fault | null, random: SeededRandom): number {
  if (fault?.kind === 'delayed') return fault.seconds ?? delayedSeconds;
  if (fault?.kind === 'shuffled') return random.fraction() * (fault.seconds ?? shuffledSeconds);
  return 0;
}
