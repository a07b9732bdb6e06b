import type { UnusableReason } from '../../src/domain/delivery.ts';
import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import { CalendlyV2Webhook } from '../wire/calendly-v2-webhook.ts';
import { readInvitee } from './read-invitee.ts';

/** Reads a delivery as Calendly sends it today (Calendly's docs, "Webhook payload"). */
export function decodeV2(kind: InviteeFact['kind'], body: unknown): InviteeFact | UnusableReason {
  const { data } = CalendlyV2Webhook.safeParse(body);
  if (data === undefined) return 'schema';
  const { scheduled_event, ...invitee } = data.payload;
  return readInvitee({
    kind,
    reportedAt: data.created_at,
    invitee,
    meeting: scheduled_event ?? null,
  });
}
