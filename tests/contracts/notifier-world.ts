import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Notifier } from '../../src/ports/notifier.ts';

/** A notifier, and clients that can listen to it. */
export interface NotifierWorld {
  notifier: Notifier;
  /** Resolves once the client is in its organization's room. */
  join(organizationId: OrganizationId, role: 'admin' | 'member'): Promise<ListeningClient>;
  close(): Promise<void>;
}

export interface ListeningClient {
  /** Resolves with the next message, in order. */
  next(): Promise<ReceivedMessage>;
  /** Resolves once the notifier knows that the client is gone. */
  leave(): Promise<void>;
  /** Resolves once the notifier disconnected the client. */
  letGo(): Promise<void>;
}

/** The part of a message that every transport carries. */
export interface ReceivedMessage {
  type: string;
  /** Null for a message that has no position in the log. */
  seq: number | null;
}

/** Makes a world for one test. */
export type MakeNotifierWorld = () => Promise<NotifierWorld>;
