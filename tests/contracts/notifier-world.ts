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
  /** What it is told next, in order; waits for it. */
  next(): Promise<Told>;
  /** Resolves once the notifier knows that it is gone. */
  leave(): Promise<void>;
  /** Resolves once it was let go. */
  letGo(): Promise<void>;
}

/** As much of a message as every line carries. */
export interface Told {
  type: string;
  /** Null for what has no place in the log. */
  seq: number | null;
}

/** Makes a world for one test. */
export type MakeNotifierWorld = () => Promise<NotifierWorld>;
