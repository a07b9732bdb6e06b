import { randomInt } from 'node:crypto';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { bookedWebhook, inventBooking } from '../../adapters/calendly/simulated-webhook.ts';

const plain = 'D’une démonstration';
/** Brings a body to the 2.3 kB that real ones have. */
const talkative = `${plain}. ${'Nous sommes une équipe de douze personnes, entre Lyon et Lille. '.repeat(5)}`;

/** The body of a booking by somebody who never booked before. */
export function aWebhookBody(): string {
  const now = new Date();
  const start = new Date(now.getTime() + randomInt(90 * 24) * 3_600_000);
  const email = `visitor.${randomInt(2 ** 47)}@example.com`;
  return JSON.stringify(bookedWebhook(inventBooking(email, start, now))).replace(plain, talkative);
}

/** A whole signed request, ready to be written to a connection. */
export function aWebhookRequest(url: URL, signingKey: string): Buffer {
  const body = Buffer.from(aWebhookBody());
  const head = [
    'POST /calendly/webhook HTTP/1.1',
    `Host: ${url.host}`,
    'User-Agent: Calendly-Webhooks/2.0',
    'Content-Type: application/json',
    `${signatureHeader}: ${signV1(signingKey, body, new Date())}`,
    `Content-Length: ${body.length}`,
    'Connection: keep-alive',
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}
