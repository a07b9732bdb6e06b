import { z } from 'zod';
import type * as ports from '../../src/ports/notifier.ts';
import { Delivery, deliveryBody } from './delivery.ts';
import { Instant } from './instant.ts';
import { Sync, syncBody } from './sync.ts';

const about = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({
    seq: z.null(),
    epoch: z.null(),
    type: z.literal(type),
    organizationId: z.string(),
    occurredAt: Instant,
    data,
  });

/** A live message: it has no position in the event log and is not replayed. `delivery.received` goes to administrators. */
export const LiveEvent = z
  .discriminatedUnion('type', [about('sync.progress', Sync), about('delivery.received', Delivery)])
  .meta({ id: 'LiveEvent' });

export type LiveEvent = z.infer<typeof LiveEvent>;

export function liveEventBody(word: ports.LiveEvent): LiveEvent {
  const { organizationId } = word;
  const common = { seq: null, epoch: null, organizationId };
  const occurredAt = word.occurredAt.toISOString();
  return word.type === 'sync.progress'
    ? { ...common, occurredAt, type: word.type, data: syncBody(word.sync) }
    : { ...common, occurredAt, type: word.type, data: deliveryBody(word.delivery) };
}
