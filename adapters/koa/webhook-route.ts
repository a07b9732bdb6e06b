import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import { bounds } from '../../src/domain/bounds.ts';
import type { Receipt } from '../../src/domain/delivery.ts';
import { CoreError, StoreUnavailable } from '../../src/domain/errors.ts';
import type { DeliveryDecoder } from '../../src/ports/delivery-decoder.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { ReceivedWebhook, SignatureVerifier } from '../../src/ports/signature-verifier.ts';
import type { CommitLanes } from '../../src/use-cases/intake/commit-lanes.ts';
import type { RouteDelivery } from '../../src/use-cases/intake/route-delivery.ts';
import { answerProblem } from './problems/answer-problem.ts';
import { readBody } from './read-body.ts';
import { refuseSignature, type SignatureLimits } from './refuse-signature.ts';

const largestBody = bounds.webhookBody.value;
/**
 * A store that takes longer than this counts as unavailable. Calendly waits 15 s for an answer. Every webhook is to be
 * answered within 5 s, so that a busy process has a second left.
 */
const deadlineMilliseconds = bounds.webhookAnswer.value;
const keptHeaders = [
  'content-type',
  'content-encoding',
  'user-agent',
  'calendly-webhook-signature',
];

export interface WebhookParts extends SignatureLimits {
  verifier: SignatureVerifier;
  decoder: DeliveryDecoder;
  routeDelivery: RouteDelivery;
  commitLanes: CommitLanes;
  ingestReadiness: IngestWatch;
  logger: Logger;
}

/** Remembers whether webhooks are taken. Null stands for a webhook without a valid signature. */
export interface IngestWatch {
  watch<T>(takeIn: () => Promise<T | null>): Promise<T | null>;
}

/** `POST /calendly/webhook` and `/calendly/webhook/:connectionId`: takes exact bytes, answers a receipt once they are durable. */
export function webhookRoute(parts: WebhookParts) {
  const { verifier, decoder, routeDelivery, commitLanes, ingestReadiness, logger } = parts;
  const refuse = refuseSignature(parts);
  return async (ctx: Context, connectionId: string | null): Promise<void> => {
    const rawBody = await readBody(ctx.req, largestBody);
    if (rawBody === 'aborted') return;
    if (rawBody === 'too_large') {
      ctx.set('Connection', 'close');
      answerProblem(ctx, 'too_large.webhook', { facts: { most: '1 MiB' } });
      return;
    }
    const received: ReceivedWebhook = {
      connectionId,
      signatures: signaturesOf(ctx.req),
      rawBody,
      headers: headersOf(ctx),
    };
    try {
      const receipt = await ingestReadiness.watch(() =>
        inTime((isWaiting) => takeIn(received, isWaiting)),
      );
      if (receipt === null) await refuse(ctx, connectionId);
      else ctx.body = { status: receipt };
    } catch (error) {
      refuseForNow(error);
      ctx.set('Retry-After', '30');
      answerProblem(ctx, 'unavailable.webhook');
    }
  };

  /** Logs a failure; a fault of our own with its trace. Calendly sends the webhook again in any case. */
  function refuseForNow(error: unknown): void {
    if (error instanceof CoreError) {
      logger.warn('A webhook was refused for now', { reason: error.code });
    } else {
      const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
      logger.error('A webhook was refused for now', { reason: 'internal_error', error: trace });
    }
  }

  /** Null for a webhook that is not signed with a live key. */
  async function takeIn(
    received: ReceivedWebhook,
    isWaiting: () => boolean,
  ): Promise<Receipt | null> {
    const delivery = await verifier.verify(received);
    if (delivery === null) return null;
    const decoded = decoder.decode(delivery);
    logger.info(`Received Calendly webhook event: ${printable(decoded.event ?? 'unknown')}`);
    return commitLanes.submit(await routeDelivery.incoming(delivery, decoded), isWaiting);
  }
}

/** Bounds the wait for a receipt. After the deadline `isWaiting` is false: work that has not begun need not be done. */
async function inTime<T>(takeIn: (isWaiting: () => boolean) => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let isWaiting = true;
  const deadline = new Promise<never>((_, reject) => {
    const late = () => reject(new StoreUnavailable('The store took too long.'));
    timer = setTimeout(late, deadlineMilliseconds);
  });
  try {
    return await Promise.race([takeIn(() => isWaiting), deadline]);
  } finally {
    isWaiting = false;
    clearTimeout(timer);
  }
}

/** Every value of the signature's header. Node's `headers` would join two of them into one. */
function signaturesOf({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.filter(
    (_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'calendly-webhook-signature',
  );
}

function headersOf(ctx: Context): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of keptHeaders) {
    const value = ctx.get(name);
    if (value !== '') kept[name] = value;
  }
  return kept;
}

/** Makes an event type safe for the log. A stranger wrote it, and it must not add lines to the log. */
function printable(event: string): string {
  return event.slice(0, 100).replace(/[^\w.:-]/g, '?');
}
