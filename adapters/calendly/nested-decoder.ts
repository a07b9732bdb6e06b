import type { UnusableReason } from '../../src/domain/delivery.ts';
import type { FactTimes, InviteeFact } from '../../src/domain/invitee-fact.ts';
import { CalendlyNestedWebhook } from '../wire/calendly-nested-webhook.ts';
import type { CalendlyInvitee } from '../wire/calendly-v2-webhook.ts';
import { isEmpty } from './read-details.ts';
import { readInvitee } from './read-invitee.ts';

const untimed: FactTimes = {
  occurredAt: null,
  reportedAt: null,
  eventUpdatedAt: null,
  inviteeCreatedAt: null,
  inviteeUpdatedAt: null,
};

/**
 * Reads the shape of older integration guides. When its envelope has no `created_at`, the delivery has no times at all,
 * and the order of arrival decides.
 */
export function decodeNested(
  kind: InviteeFact['kind'],
  body: unknown,
): InviteeFact | UnusableReason {
  const { data } = CalendlyNestedWebhook.safeParse(body);
  if (data === undefined) return 'schema';
  const { event: meeting, invitee: own, ...beside } = data.payload;
  const invitee = ownFirst(own, beside);
  const fact = readInvitee({ kind, reportedAt: data.created_at, invitee, meeting });
  if (typeof fact === 'string') return fact;

  if (fact.times.reportedAt === null) fact.times = untimed;
  if (fact.details && isEmpty(fact.details)) delete fact.details;
  return fact;
}

/** The invitee's own fields win. The fields beside the invitee fill those that it lacks. */
function ownFirst(own: CalendlyInvitee, beside: CalendlyInvitee): CalendlyInvitee {
  const filled = Object.entries(own).filter(
    ([, value]) => (value ?? null) !== null && !isEmptyList(value),
  );
  return { ...beside, ...Object.fromEntries(filled) };
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
