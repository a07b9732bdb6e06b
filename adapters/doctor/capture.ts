import type { DeliveryFile } from '../wire/delivery.ts';
import type { Redactor } from './redactor.ts';

/** A delivery, and its body as it came; undefined where it is no JSON, or was purged. */
export interface Captured {
  delivery: DeliveryFile;
  body: unknown;
}

/** Of these nobody can be recognized by. */
const keptHeaders = ['content-type', 'content-encoding', 'user-agent'];

/** What is stored of a delivery: what happened to it, and what it said about nobody in particular. */
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

/** An event's type is somebody else's text, and whatever could be said in it. */
export function eventOf({ event }: Pick<DeliveryFile, 'event'>): string {
  return event !== null && /^[a-z_]{1,40}(\.[a-z_]{1,40})?$/.test(event) ? event : 'unknown';
}

/** Whose key the signature was made with. */
export function keyOf({ connectionId }: Pick<DeliveryFile, 'connectionId'>) {
  return connectionId === null ? 'the key of the environment' : 'the key of the connection';
}

/** The envelope's own time: when Calendly had something to tell. */
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
