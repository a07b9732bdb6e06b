import pRetry from 'p-retry';
import { Webhook } from 'standardwebhooks';
import type { Alert, AlertSender } from '../../src/ports/alert-sender.ts';
import type { Clock } from '../../src/ports/clock.ts';

export interface AlertOptions {
  url: string;
  /** `whsec_` and base64 of 24 to 64 bytes. */
  secret: string;
  clock: Clock;
  timeoutMs?: number;
  /** The delay before the first of three repetitions. It doubles each time. */
  retryDelayMs?: number;
}

/** An alert did not arrive. The message does not hold its address, which may contain secrets. */
export class AlertNotSent extends Error {
  /** True when a repetition may succeed. */
  readonly isPassing: boolean;

  constructor(why: string, isPassing: boolean, options?: ErrorOptions) {
    super(`An alert could not be sent: ${why}.`, options);
    this.isPassing = isPassing;
  }
}

/**
 * Posts alerts as Standard Webhooks describes (https://www.standardwebhooks.com, "Specification"): JSON of type,
 * timestamp and data, signed over id, time and body. An alert is sent again with the same id until the receiver accepts
 * it.
 */
export class StandardWebhookSender implements AlertSender {
  readonly #options: Required<AlertOptions>;
  readonly #webhook: Webhook;

  constructor(options: AlertOptions) {
    this.#options = { timeoutMs: 10_000, retryDelayMs: 1000, ...options };
    this.#webhook = new Webhook(options.secret);
  }

  async send({ id, type, at, ...data }: Alert): Promise<void> {
    const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
    await pRetry(() => this.#post(id, body), {
      retries: 3,
      minTimeout: this.#options.retryDelayMs,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof AlertNotSent && error.isPassing,
    });
  }

  async #post(id: string, body: string): Promise<void> {
    const status = await this.#answer(id, body);
    if (status >= 200 && status < 300) return;
    const isPassing = status >= 500 || status === 408 || status === 429;
    throw new AlertNotSent(`it was answered with ${status}`, isPassing);
  }

  async #answer(id: string, body: string): Promise<number> {
    const { url, clock, timeoutMs } = this.#options;
    const now = clock.now();
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'velvena-calendly',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': this.#webhook.sign(id, now, body),
    };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const how = { method: 'POST', headers, body, signal, redirect: 'manual' } as const;
      const response = await fetch(url, how);
      await response.body?.cancel();
      return response.status;
    } catch (cause) {
      throw new AlertNotSent('nobody answered', true, { cause });
    }
  }
}
