import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { CompletenessStore } from '../../src/ports/completeness-store.ts';
import type { ConnectAttemptStore } from '../../src/ports/connect-attempt-store.ts';
import type { ConnectionStore } from '../../src/ports/connection-store.ts';
import type { LiveChannel } from '../../src/ports/live-channel.ts';
import type { SyncStore } from '../../src/ports/sync-store.ts';

/** The stores of connecting and back-filling over one database, which may hold other things already. */
export interface ConnectingWorld {
  here: ConnectingStores;
  /** Another process over the same database; the same stores where there is one process only. */
  there: ConnectingStores;
  /** An organization of which nothing is known yet. */
  organization(): OrganizationId;
  close(): Promise<void>;
}

export interface ConnectingStores {
  connections: ConnectionStore;
  attempts: ConnectAttemptStore;
  syncs: SyncStore;
  live: LiveChannel;
  completeness: CompletenessStore;
}

/** Makes a world for one test. */
export type MakeConnectingWorld = () => Promise<ConnectingWorld>;
