import type { Subscription } from '../deliveries/subscription.ts';
import { uriOf } from '../resource-uri.ts';

/** A webhook subscription (Calendly's docs, "Get webhook subscription"), without its signing key. */
export function renderSubscription(subscription: Subscription): object {
  const { userId, groupId } = subscription;
  return {
    uri: uriOf.subscription(subscription.id),
    callback_url: subscription.callbackUrl,
    created_at: subscription.createdAt,
    updated_at: subscription.updatedAt,
    retry_started_at: subscription.retryStartedAt,
    state: subscription.state,
    events: subscription.events,
    scope: subscription.scope,
    organization: uriOf.organization(subscription.organizationId),
    user: userId && uriOf.user(userId),
    group: groupId && uriOf.group(groupId),
    creator: uriOf.user(subscription.creatorId),
  };
}
