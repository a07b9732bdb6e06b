import type { Subscription } from '../../src/domain/connection.ts';
import type { CalendlyApiWebhookSubscription } from '../wire/calendly-api-webhook-subscription.ts';
import { toldDate } from './told-instant.ts';

/** Puts a webhook subscription into our words. */
export function readSubscription(
  told: CalendlyApiWebhookSubscription,
  checkedAt: Date,
): Subscription {
  return {
    uri: told.uri,
    callbackUrl: told.callback_url,
    state: told.state === 'disabled' ? 'disabled' : 'active',
    events: told.events,
    retryStartedAt: toldDate(told.retry_started_at),
    checkedAt,
  };
}
