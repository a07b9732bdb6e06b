import type { UnusableReason, VerifiedDelivery } from '../../src/domain/delivery.ts';

/** Calendly's own deliveries are seven deep at most. */
const deepestLevel = 64;

/** Reads a delivery's bytes as JSON, or says why that cannot be done. A compressed body is never inflated. */
export function readBody(
  delivery: Pick<VerifiedDelivery, 'rawBody' | 'headers'>,
): { json: object } | { unusable: UnusableReason } {
  const encoding = delivery.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') return { unusable: 'encoded' };

  const text = decoded(delivery.rawBody);
  if (text !== null && /^[ \t\r\n]*$/.test(text)) return { unusable: 'empty' };
  const json = text === null ? undefined : parsed(text);
  if (json === undefined) return { unusable: 'bad_json' };
  if (!isObject(json) || Array.isArray(json)) return { unusable: 'not_an_object' };
  return isDeeperThan(deepestLevel, json) ? { unusable: 'too_deep' } : { json };
}

/** A byte order mark is kept, and is no JSON: RFC 8259 forbids it. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Null where the bytes are no UTF-8. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** No JSON is undefined: there is none that says so. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** It looks no deeper than it is asked: what recurses into a hundred thousand levels overflows the stack. */
function isDeeperThan(levels: number, json: object): boolean {
  if (levels === 0) return true;
  return Object.values(json).some((value) => isObject(value) && isDeeperThan(levels - 1, value));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
