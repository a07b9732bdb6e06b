import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics, SocketRefusal, WebhookCode } from '../../src/ports/metrics.ts';

/** The possible answers to a webhook. Each counter starts at 0, so that its first count shows as a rise. */
const webhookCodes: readonly WebhookCode[] = [
  'accepted',
  'duplicate',
  'ignored',
  'unrouted',
  'stored',
  'quarantined',
  'signature_invalid',
  'rate_limited',
  'too_large',
  'unavailable',
  'method_not_allowed',
  'not_found',
  'internal_error',
  'aborted',
];

/** Metrics for Prometheus, in a registry of its own. */
export class PromMetrics implements Metrics {
  readonly #registry = new Registry();
  readonly #webhooks = this.#counter('webhooks_total', 'Webhooks by what was answered.');
  readonly #problems = this.#counter('problems_total', 'Problems answered by the API, by code.');
  readonly #refusals = this.#counter(
    'socket_refusals_total',
    'Realtime clients that were not let in or were let go, by reason.',
  );
  readonly #batchSizes = new Histogram({
    name: 'velvena_commit_batch_size',
    help: 'Deliveries that one transaction took.',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers: [this.#registry],
  });
  readonly #commitSeconds = new Histogram({
    name: 'velvena_commit_seconds',
    help: 'How long a batch of deliveries took, from its lock to its commit.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.#registry],
  });

  constructor() {
    for (const code of webhookCodes) this.#webhooks.inc({ code }, 0);
  }

  webhookAnswered(code: WebhookCode): void {
    this.#webhooks.inc({ code });
  }

  problemAnswered(code: string): void {
    this.#problems.inc({ code });
  }

  socketRefused(code: SocketRefusal): void {
    this.#refusals.inc({ code });
  }

  /** Measures the commit of a batch of that size, whether it succeeds or not. */
  async commit<T>(size: number, work: () => Promise<T>): Promise<T> {
    this.#batchSizes.observe(size);
    const end = this.#commitSeconds.startTimer();
    try {
      return await work();
    } finally {
      end();
    }
  }

  /** Adds a value that is read at every request for the metrics. */
  gauge(name: string, help: string, read: () => number): void {
    // The registry keeps it.
    void new Gauge({
      name: `velvena_${name}`,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** Adds the process's own metrics: memory, processor time, event-loop lag and garbage collection. */
  showProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** All metrics, in Prometheus's text format. */
  page(): Promise<{ type: string; text: string }> {
    const type = this.#registry.contentType;
    return this.#registry.metrics().then((text) => ({ type, text }));
  }

  #counter(name: string, help: string): Counter<'code'> {
    const registers = [this.#registry];
    return new Counter({ name: `velvena_${name}`, help, labelNames: ['code'], registers });
  }
}
