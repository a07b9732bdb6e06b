import type { UnusableReason, VerifiedDelivery } from '../../src/domain/delivery.ts';

/** Calendly's own deliveries are seven deep at most. */
const deepestLevel = 64;

/** Reads a delivery's bytes as JSON, or says why that cannot be done. A compressed body is never inflated. */
export function readBody(
  delivery: Pick<VerifiedDelivery, 'rawBody' | 'headers'>,
): { json: object } | { unusable: UnusableReason } {
  const encoding = delivery.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') return { unusable: 'encoded' };

  const json = parsed(delivery.rawBody);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { unusable: 'bad_json' };
  }
  return isTooDeep(json) ? { unusable: 'too_deep' } : { json };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    // A byte order mark is kept, and is no JSON: RFC 8259 forbids it.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Level by level: what recurses into a hundred thousand levels overflows the stack. */
function isTooDeep(json: object): boolean {
  let level: object[] = [json];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepestLevel) return true;
    level = level.flatMap((value) => Object.values(value).filter(isObject));
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
