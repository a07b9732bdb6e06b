import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { signingKey } from './a-running-service.ts';

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A sender of signed webhooks with so many connections, which stay open until it is closed. */
export class ServedSender {
  /** How often a service answered that it cannot store now; what it refused was sent again, as Calendly does. */
  refusals = 0;
  readonly #agent: Agent;
  readonly #connections: number;

  constructor(connections: number) {
    this.#connections = connections;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Posts all bodies, as many at once as there are connections, each to the next URL; answers their receipts. */
  async postAll(urls: readonly string[], bodies: readonly string[]): Promise<string[]> {
    const receipts: string[] = [];
    let next = 0;
    const work = async () => {
      while (next < bodies.length) {
        const i = next;
        next += 1;
        receipts[i] = await this.#post(urls[i % urls.length] ?? '', bodies[i] ?? '');
      }
    };
    await Promise.all(Array.from({ length: this.#connections }, work));
    return receipts;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #post(url: string, body: string): Promise<string> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      [signatureHeader]: signV1(signingKey, body, new Date()),
    };
    const sent = request(url, { method: 'POST', agent: this.#agent, headers });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    if (response.statusCode === 503) {
      this.refusals += 1;
      return this.#post(url, body);
    }
    const receipt = response.statusCode === 200 ? JSON.parse(text).status : undefined;
    return receipt ?? `${response.statusCode} ${text}`;
  }
}
