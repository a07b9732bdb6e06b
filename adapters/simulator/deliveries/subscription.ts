import type { SubscriptionScope } from './event-names.ts';

/** An address, and the events that are sent to it. */
export interface Subscription {
  readonly id: string;
  readonly callbackUrl: string;
  readonly events: readonly string[];
  readonly scope: SubscriptionScope;
  readonly organizationId: string;
  readonly userId: string | null;
  readonly groupId: string | null;
  readonly creatorId: string;
  /** Null leaves its webhooks unsigned. */
  readonly signingKey: string | null;
  readonly createdAt: string;
  updatedAt: string;
  state: 'active' | 'disabled';
  /** When the last retrying began. A later success does not clear it. */
  retryStartedAt: string | null;
  lastDeliveredAt: string | null;
}
