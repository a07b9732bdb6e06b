import { createHmac } from 'node:crypto';

/**
 * `t=<unix seconds>,v1=<hex>` of `<t>.<body>`. The key's text is used as its bytes (Calendly's docs, "Webhook
 * signatures").
 */
export function signatureOf(key: string, body: string, unixSeconds: number): string {
  const digest = createHmac('sha256', key).update(`${unixSeconds}.${body}`).digest('hex');
  return `t=${unixSeconds},v1=${digest}`;
}
