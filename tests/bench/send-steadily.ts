import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { aWebhookBody } from './webhook-requests.ts';

/** A stream of webhooks at a rate that does not depend on how soon they are answered. */
export class SteadyWebhooks {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });
  readonly #url: URL;
  readonly #signingKey: string;
  /** Milliseconds from when each was due to its answer. */
  latencies: number[] = [];
  failed = 0;

  constructor(url: string, signingKey: string) {
    this.#url = new URL('/calendly/webhook', url);
    this.#signingKey = signingKey;
  }

  /** Sends so many a second until `ends` says so, and waits for the answers. */
  async send(rate: number, ends: () => boolean): Promise<void> {
    const answers: Promise<void>[] = [];
    const start = performance.now();
    for (let sent = 0; !ends(); sent += 1) {
      const due = start + (sent * 1000) / rate;
      const wait = due - performance.now();
      if (wait > 0) await delay(wait);
      answers.push(this.#post(due));
    }
    await Promise.all(answers);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #post(due: number): Promise<void> {
    const body = aWebhookBody();
    const headers = {
      'content-type': 'application/json',
      [signatureHeader]: signV1(this.#signingKey, body, new Date()),
    };
    const { promise, resolve } = Promise.withResolvers<number>();
    const sent = request(this.#url, { method: 'POST', agent: this.#agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', () => resolve(0));
    sent.end(body);
    if ((await promise) === 200) this.latencies.push(performance.now() - due);
    else this.failed += 1;
  }
}
