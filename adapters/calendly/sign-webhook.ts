import { createHmac } from 'node:crypto';

/** The header with a webhook's signature (Calendly's docs, "Webhook signatures"). */
export const signatureHeader = 'Calendly-Webhook-Signature';

/**
 * Signs a body as Calendly does: `t=<unix seconds>,v1=<hex>`, the HMAC-SHA256 of `<t>.<body>`. The key's text is used
 * as its bytes (Calendly's docs, "Webhook signatures").
 */
export function signV1(key: string, body: string | Uint8Array, at: Date): string {
  const signedAt = String(Math.floor(at.getTime() / 1000));
  return `t=${signedAt},v1=${hmacSha256(key, `${signedAt}.`, body).toString('hex')}`;
}

/** Signs a body as older integration guides do: the base64 of the body's HMAC-SHA256. */
export function signBodyBase64(key: string, body: string | Uint8Array): string {
  return hmacSha256(key, '', body).toString('base64');
}

/** The 32 bytes that both schemes spell. */
export function hmacSha256(key: string, prefix: string, body: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(prefix).update(body).digest();
}
