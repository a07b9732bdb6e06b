import type { StoredDelivery } from '../domain/delivery.ts';
import type { OrganizationId } from '../domain/organization-id.ts';

/**
 * Carries live messages to the listeners of an organization on every process. Such a message matters only at once: it
 * has no position in the log, and a client that was away does not get it.
 */
export interface LiveChannel {
  /**
   * Sends a message. When messages about one subject follow each other quickly, only the first and the last are sure to
   * arrive.
   */
  publish(message: LiveMessage): void;
  onMessage(listener: (message: LiveMessage) => void): void;
}

export interface LiveMessage {
  organizationId: OrganizationId;
  type: 'sync.progress' | 'delivery.received';
  /** `delivery.received` goes to administrators only. */
  audience: 'members' | 'admins';
  /** The id of the sync or the delivery. */
  subjectId: string;
  /**
   * The delivery as it was committed, on the process that stored it. Without it the subject is read just before it is
   * sent.
   */
  delivery?: StoredDelivery;
}
