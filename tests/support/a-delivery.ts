import { createHash, randomUUID } from 'node:crypto';
import type { VerifiedDelivery } from '../../src/domain/delivery.ts';
import type { NewDelivery } from '../../src/ports/ingest-store.ts';

/** A verified delivery that was never received before. */
export function aDelivery(changes: Partial<VerifiedDelivery> = {}): VerifiedDelivery {
  const rawBody = changes.rawBody ?? new TextEncoder().encode(`{"event":"${randomUUID()}"}`);
  return {
    endpoint: '',
    connectionId: null,
    rawBody,
    digest: createHash('sha256').update(rawBody).digest('hex'),
    headers: { 'content-type': 'application/json' },
    receivedAt: new Date('2026-01-02T09:00:00.000Z'),
    timelyBetween: null,
    ...changes,
  } as VerifiedDelivery;
}

/** A delivery as an ingest store keeps it: by default nobody's, so that no organization need be loaded for it. */
export function aNewDelivery(changes: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: randomUUID(),
    delivery: aDelivery(),
    organizationId: null,
    event: 'invitee.created',
    status: 'unrouted',
    reason: null,
    attempts: 0,
    appliedAt: null,
    nextAttemptAt: null,
    failure: null,
    ...changes,
  };
}
