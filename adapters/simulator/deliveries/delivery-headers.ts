import type { Delivery } from './delivery.ts';
import { signatureOf } from './signature-of.ts';

/** The headers of a webhook. Without a key there is no signature. */
export function headersOf(
  { body, subscription }: Delivery,
  signedAtSeconds: number,
): Record<string, string> {
  const { signingKey } = subscription;
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    // Not documented for today's webhooks. Those from before 2025 had it.
    'user-agent': 'Calendly',
    ...(signingKey !== null && {
      'calendly-webhook-signature': signatureOf(signingKey, body, signedAtSeconds),
    }),
  };
}
