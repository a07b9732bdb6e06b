import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { answer } from './child.ts';
import { type Figures, quantile } from './figures.ts';
import { LiveSockets } from './live-sockets.ts';
import { sendAll } from './send-all.ts';
import { aWebhookRequest } from './webhook-requests.ts';

/** A load for a service: webhooks over so many connections, while one socket listens in each organization. */
export interface Load {
  url: string;
  signingKey: string;
  connections: number;
  seconds: number;
  /** More webhooks than are likely to be sent in that time. They are signed before the clock starts. */
  most: number;
  listeners: { organization: string; token: string }[];
  eventsPerWebhook: number;
}

const longestWait = 15_000;

answer(async (task): Promise<Figures> => {
  const load = task as Load;
  const url = new URL(load.url);
  const requests = Array.from({ length: load.most }, () => aWebhookRequest(url, load.signingKey));
  const sockets = await LiveSockets.open(load.url, load.listeners);

  const start = performance.now();
  const sent = await sendAll(url, requests, load);
  const expected = sent.latencies.length * load.eventsPerWebhook;
  const patience = performance.now() + longestWait;
  while (sockets.events < expected && performance.now() < patience) await delay(2);
  const end = Math.max(sent.lastAnswerAt, sockets.lastEventAt);
  sockets.close();

  return {
    acknowledged: sent.latencies.length,
    failed: sent.failed,
    rate: sent.latencies.length / ((end - start) / 1000),
    p50: quantile(sent.latencies, 0.5),
    p99: quantile(sent.latencies, 0.99),
    events: sockets.events,
  };
});
