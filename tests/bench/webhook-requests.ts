import { randomInt } from 'node:crypto';
import { bookedWebhook, inventBooking } from '../../adapters/booking-sender/simulated-webhook.ts';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';

const plain = 'D’une démonstration';
/** Brings a body to the 2.3 kB that real ones have. */
const talkative = `${plain}. ${'Nous sommes une équipe de douze personnes, entre Lyon et Lille. '.repeat(5)}`;

const firstNames =
  words(`lea marie jean pierre luc anne paul hugo emma louis nathan sarah thomas camille antoine julie
  nicolas manon mathieu laura grace alan karim fatima`);
const syllables =
  words(`du rand mar tin ber nard pe tit ro bert ri chard mo reau lau rent si mon mi chel le fe vre gar
  cia da vid fon ta ne rous sel vin cent mul ler fau re an dre mer cier blan guer boy er ga lo che val`);

/** The body of a booking by somebody who, in all likelihood, never booked before. */
export function aWebhookBody(): string {
  const now = new Date();
  const start = new Date(now.getTime() + randomInt(90 * 24) * 3_600_000);
  const email = `${one(firstNames)}.${aWord()}@${one(syllables)}${aWord()}.fr`;
  return JSON.stringify(bookedWebhook(inventBooking(email, start, now))).replace(plain, talkative);
}

/** As names of people and companies have their letters: what is written for searches depends on how rare those are. */
function aWord(): string {
  return `${one(syllables)}${one(syllables)}${one(syllables)}`;
}

function one(list: readonly string[]): string {
  return list[randomInt(list.length)] ?? '';
}

function words(text: string): string[] {
  return text.split(/\s+/);
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
