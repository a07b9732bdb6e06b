import type { SubscriptionScope } from './event-names.ts';

/** Where somebody wants to be told of what. */
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
  /** When it last began to try again. It stays when that succeeds. */
  retryStartedAt: string | null;
  lastDeliveredAt: string | null;
}
