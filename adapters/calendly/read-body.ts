import { bounds } from '../../src/domain/bounds.ts';
import type { UnusableReason, VerifiedDelivery } from '../../src/domain/delivery.ts';
import { type Nesting, nestingOf } from './nesting.ts';

/** Calendly's own deliveries are seven levels deep at most. */
const deepestLevel = bounds.nesting.value;

/** Reads a delivery's bytes as JSON, or gives the reason why it cannot. A compressed body is never inflated. */
export function readBody(
  delivery: Pick<VerifiedDelivery, 'rawBody' | 'headers'>,
): { json: object } | { unusable: UnusableReason } {
  const encoding = delivery.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') return { unusable: 'encoded' };

  const text = decoded(delivery.rawBody);
  if (text === null) return { unusable: 'bad_json' };
  if (/^[ \t\r\n]*$/.test(text)) return { unusable: 'empty' };
  const nesting = nestingOf(text);
  if (nesting.deepest > deepestLevel) return { unusable: whyTooDeep(text, nesting) };
  const json = parsed(text);
  if (json === undefined) return { unusable: 'bad_json' };
  return isObject(json) ? { json } : { unusable: 'not_an_object' };
}

/** Decides without parsing: a million levels would stop the process for a second. */
function whyTooDeep(text: string, { open }: Nesting): UnusableReason {
  if (open !== 0) return 'bad_json';
  return /^[ \t\r\n]*\[/.test(text) ? 'not_an_object' : 'too_deep';
}

/** The byte order mark stays in the text and makes it invalid JSON, as RFC 8259 forbids it. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Null when the bytes are not UTF-8. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** Undefined stands for invalid JSON: no JSON text means undefined. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
