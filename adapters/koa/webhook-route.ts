import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import type { Receipt } from '../../src/domain/delivery.ts';
import { CoreError, StoreUnavailable } from '../../src/domain/errors.ts';
import type { DeliveryDecoder } from '../../src/ports/delivery-decoder.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { ReceivedWebhook, SignatureVerifier } from '../../src/ports/signature-verifier.ts';
import type { CommitLanes } from '../../src/use-cases/commit-lanes.ts';
import type { RouteDelivery } from '../../src/use-cases/route-delivery.ts';
import { answerProblem } from './answer-problem.ts';
import { readBody } from './read-body.ts';
import { refuseSignature, type SignatureLimits } from './refuse-signature.ts';

const largestBody = 1024 * 1024;
/**
 * Calendly gives up reading after 15 s; a store that takes longer than this is away. A second is left of the five in
 * which everybody is answered, for a process that has much to do.
 */
const deadlineMilliseconds = 4000;
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
  lanes: CommitLanes;
  logger: Logger;
}

/** `POST /calendly/webhook` and `/calendly/webhook/:connectionId`: exact bytes in, one word out once they are durable. */
export function webhookRoute(parts: WebhookParts) {
  const { verifier, decoder, routeDelivery, lanes, logger } = parts;
  const refuse = refuseSignature(parts);
  return async (ctx: Context, connectionId: string | null): Promise<void> => {
    const rawBody = await readBody(ctx.req, largestBody);
    if (rawBody === 'aborted') return;
    if (rawBody === 'too_large') {
      ctx.set('Connection', 'close');
      answerProblem(ctx, 413, 'too_large', 'A webhook has at most 1 MiB.');
      return;
    }
    const received: ReceivedWebhook = {
      connectionId,
      signatures: signaturesOf(ctx.req),
      rawBody,
      headers: headersOf(ctx),
    };
    try {
      const receipt = await inTime(takeIn(received));
      if (receipt === null) await refuse(ctx, connectionId);
      else ctx.body = { status: receipt };
    } catch (error) {
      if (!(error instanceof CoreError) || !error.retryable) throw error;
      logger.warn('A webhook was refused for now', { reason: error.code });
      ctx.set('Retry-After', '30');
      answerProblem(ctx, 503, 'unavailable', 'It cannot be stored now. Send it again later.');
    }
  };

  /** Null for what is not signed with a live key. */
  async function takeIn(received: ReceivedWebhook): Promise<Receipt | null> {
    const delivery = await verifier.verify(received);
    if (delivery === null) return null;
    const decoded = decoder.decode(delivery);
    logger.info(`Received Calendly webhook event: ${printable(decoded.event ?? 'unknown')}`);
    const organizationId = await routeDelivery.execute(delivery, decoded);
    return lanes.submit({ delivery, decoded, organizationId });
  }
}

async function inTime<T>(receipt: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const late = () => reject(new StoreUnavailable('The store took too long.'));
    timer = setTimeout(late, deadlineMilliseconds);
  });
  try {
    return await Promise.race([receipt, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** The values of the signature's header: of one that came twice, `headers` would have them as one. */
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

/** An event type is somebody else's text: it must not be able to write lines of its own into the log. */
function printable(event: string): string {
  return event.replace(/[^\w.:-]/g, '?').slice(0, 100);
}
