import type { Decoded, Fact, UnusableReason, VerifiedDelivery } from '../../src/domain/delivery.ts';
import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import type { DeliveryDecoder } from '../../src/ports/delivery-decoder.ts';
import { CalendlyEnvelope } from '../wire/calendly-v2-webhook.ts';
import { decodeNested } from './nested-decoder.ts';
import { readBody } from './read-body.ts';
import { decodeRoutingForm } from './routing-form-decoder.ts';
import { decodeV1 } from './v1-decoder.ts';
import { decodeV2 } from './v2-decoder.ts';

/**
 * The events about an invitee (Calendly's docs, "Webhook events overview"). Calendly has no `invitee.rescheduled`;
 * older integration guides do.
 */
const kinds: ReadonlyMap<string, InviteeFact['kind']> = new Map([
  ['invitee.created', 'booked'],
  ['invitee.canceled', 'canceled'],
  ['invitee.rescheduled', 'moved'],
  ['invitee_no_show.created', 'no_show_marked'],
  ['invitee_no_show.deleted', 'no_show_cleared'],
]);

/** Reads deliveries in three dialects: Calendly's of today, the nested one of older guides, and the retired v1. */
export class CalendlyDecoder implements DeliveryDecoder {
  decode(delivery: VerifiedDelivery): Decoded {
    const read = readBody(delivery);
    if ('unusable' in read) return { kind: 'unusable', event: null, reason: read.unusable };
    const { data: envelope } = CalendlyEnvelope.safeParse(read.json);
    if (envelope === undefined) return { kind: 'unusable', event: null, reason: 'schema' };

    const { event, created_by, payload } = envelope;
    const creator = created_by === null ? [] : [created_by];
    const fact = attempt(() => factOf(event, payload, read.json));
    if (fact === null) return { kind: 'ignored', event, userUris: creator };
    if (typeof fact === 'string') return { kind: 'unusable', event, reason: fact };
    const meeting = fact.kind === 'form_submitted' ? undefined : fact.meeting;
    const hosts = meeting?.hosts.map(({ userUri }) => userUri) ?? [];
    const userUris = [...new Set([...creator, ...hosts.filter((uri) => uri !== '')])];
    return { kind: 'fact', event, fact, userUris };
  }
}

type Dialect = (kind: InviteeFact['kind'], body: unknown) => InviteeFact | UnusableReason;

/** Null for an event type that the service does not use. */
function factOf(event: string, payload: unknown, body: unknown): Fact | UnusableReason | null {
  if (event === 'routing_form_submission.created') return decodeRoutingForm(body);
  const kind = kinds.get(event);
  if (kind === undefined) return null;
  return dialectOf(payload)?.(kind, body) ?? 'schema';
}

/** A bug in a decoder must not refuse the delivery: Calendly would retry for a day, then disable the subscription. */
function attempt(read: () => Fact | UnusableReason | null): Fact | UnusableReason | null {
  try {
    return read();
  } catch {
    return 'schema';
  }
}

/**
 * `payload.event` decides the dialect: a URI today, an object with a `uri` in the guides, an object with a `uuid` in
 * v1.
 */
function dialectOf(payload: unknown): Dialect | null {
  if (!isRecord(payload)) return null;
  const { event, uri } = payload;
  if (typeof event === 'string') return decodeV2;
  if (isRecord(event)) {
    if (typeof event['uri'] === 'string') return decodeNested;
    return typeof event['uuid'] === 'string' ? decodeV1 : null;
  }
  return typeof uri === 'string' && uri.includes('/invitees/') ? decodeV2 : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
