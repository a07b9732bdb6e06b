import type { DeliveryFile } from '../wire/delivery.ts';
import type { Redactor } from './redactor.ts';

/** A delivery with its body. The body is undefined when it is not JSON or was purged. */
export interface Captured {
  delivery: DeliveryFile;
  body: unknown;
}

/** These headers identify nobody. */
const keptHeaders = ['content-type', 'content-encoding', 'user-agent'];

/** The stored form of a delivery: its fate, and its content without personal data. */
export function redacted({ delivery, body }: Captured, redactor: Redactor): object {
  const { id, status, reason, attempts, duplicates, receivedAt, sizeBytes } = delivery;
  return {
    id,
    event: eventOf(delivery),
    status,
    reason,
    attempts,
    duplicates,
    receivedAt,
    sizeBytes,
    verifiedWith: keyOf(delivery),
    connection: delivery.connectionId && redactor.id(delivery.connectionId),
    headers: Object.fromEntries(
      Object.entries(delivery.headers).filter(([name]) => keptHeaders.includes(name)),
    ),
    body: body === undefined ? null : redactor.redact(body),
  };
}

/** The event type comes from outside, so it could contain anything. */
export function eventOf({ event }: Pick<DeliveryFile, 'event'>): string {
  return event !== null && /^[a-z_]{1,40}(\.[a-z_]{1,40})?$/.test(event) ? event : 'unknown';
}

/** Names the key that signed the delivery. */
export function keyOf({ connectionId }: Pick<DeliveryFile, 'connectionId'>) {
  return connectionId === null ? 'the key of the environment' : 'the key of the connection';
}

/**
 * The envelope's `created_at`, in milliseconds since 1970: when the event happened at Calendly. NaN when it is absent.
 */
export function createdAt({ body }: Captured): number {
  const { created_at: at } = Object(body) as { created_at?: unknown };
  return typeof at === 'string' ? Date.parse(at) : Number.NaN;
}

export function bodyOf({ rawBody }: Pick<DeliveryFile, 'rawBody'>): unknown {
  if (rawBody === null) return undefined;
  try {
    return JSON.parse(Buffer.from(rawBody, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
