import { createHash } from 'node:crypto';
import type { Decoded, IncomingDelivery, VerifiedDelivery } from '../../src/domain/delivery.ts';
import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { aDelivery } from './a-delivery.ts';

/** The delivery that reports a fact to an organization. The same fact has the same bytes. */
export function anIncoming(
  organizationId: OrganizationId | null,
  fact: InviteeFact,
  changes: Partial<VerifiedDelivery> = {},
): IncomingDelivery {
  const rawBody = new TextEncoder().encode(JSON.stringify(fact));
  const digest = createHash('sha256').update(rawBody).digest('hex');
  const decoded: Decoded = { kind: 'fact', event: eventOf(fact), fact, userUris: [] };
  return { delivery: aDelivery({ rawBody, digest, ...changes }), decoded, organizationId };
}

/** A delivery without a fact. */
export function anIncomingWithout(
  decoded: Exclude<Decoded, { kind: 'fact' }>,
  organizationId: OrganizationId | null = null,
): IncomingDelivery {
  return { delivery: aDelivery(), decoded, organizationId };
}

function eventOf({ kind }: InviteeFact): string {
  return {
    booked: 'invitee.created',
    canceled: 'invitee.canceled',
    moved: 'invitee.rescheduled',
    no_show_marked: 'invitee_no_show.created',
    no_show_cleared: 'invitee_no_show.deleted',
  }[kind];
}
