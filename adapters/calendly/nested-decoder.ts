import type { UnusableReason } from '../../src/domain/delivery.ts';
import type { FactTimes, InviteeFact } from '../../src/domain/invitee-fact.ts';
import { CalendlyNestedWebhook } from '../wire/calendly-nested-webhook.ts';
import type { CalendlyInvitee } from '../wire/calendly-v2-webhook.ts';
import { isEmpty } from './read-details.ts';
import { readInvitee } from './read-invitee.ts';

const untimed: FactTimes = {
  occurredAt: null,
  toldAt: null,
  eventUpdatedAt: null,
  inviteeCreatedAt: null,
  inviteeUpdatedAt: null,
};

/**
 * Reads the shape of older integration guides. Without a `created_at` on its envelope a delivery has no times at all,
 * so that among such deliveries the order of arrival decides.
 */
export function decodeNested(
  kind: InviteeFact['kind'],
  body: unknown,
): InviteeFact | UnusableReason {
  const { data } = CalendlyNestedWebhook.safeParse(body);
  if (data === undefined) return 'schema';
  const { event: meeting, invitee: own, ...beside } = data.payload;
  const invitee = toldFirst(own, beside);
  const fact = readInvitee({ kind, toldAt: data.created_at, invitee, meeting });
  if (typeof fact === 'string') return fact;

  if (fact.times.toldAt === null) fact.times = untimed;
  if (fact.details && isEmpty(fact.details)) delete fact.details;
  return fact;
}

/** The invitee's own word where there is one, else what is told beside it. */
function toldFirst(own: CalendlyInvitee, beside: CalendlyInvitee): CalendlyInvitee {
  const told = Object.entries(own).filter(
    ([, value]) => (value ?? null) !== null && !isEmptyList(value),
  );
  return { ...beside, ...Object.fromEntries(told) };
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
