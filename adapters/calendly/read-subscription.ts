import type { Subscription } from '../../src/domain/connection.ts';
import type { CalendlyApiWebhookSubscription } from '../wire/calendly-api-webhook-subscription.ts';
import { reportedDate } from './reported-instant.ts';

/** Turns a webhook subscription into our words. */
export function readSubscription(
  subscription: CalendlyApiWebhookSubscription,
  checkedAt: Date,
): Subscription {
  return {
    uri: subscription.uri,
    callbackUrl: subscription.callback_url,
    state: subscription.state === 'disabled' ? 'disabled' : 'active',
    events: subscription.events,
    retryStartedAt: reportedDate(subscription.retry_started_at),
    checkedAt,
  };
}
