import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { CompletenessStore } from '../../src/ports/completeness-store.ts';
import type { ConnectAttemptStore } from '../../src/ports/connect-attempt-store.ts';
import type { ConnectionStore } from '../../src/ports/connection-store.ts';
import type { LiveChannel } from '../../src/ports/live-channel.ts';
import type { SyncStore } from '../../src/ports/sync-store.ts';

/** The stores of connecting and back-filling over one database, which may hold other rows already. */
export interface ConnectingWorld {
  here: ConnectingStores;
  /** The stores as another process has them. A store of one process gives the same stores. */
  there: ConnectingStores;
  /** An organization without any row. */
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
