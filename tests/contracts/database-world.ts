import { randomUUID } from 'node:crypto';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { PostgresCompletenessStore } from '../../adapters/postgres/connections/postgres-completeness-store.ts';
import { PostgresConnectAttemptStore } from '../../adapters/postgres/connections/postgres-connect-attempt-store.ts';
import { PostgresConnectionStore } from '../../adapters/postgres/connections/postgres-connection-store.ts';
import { PostgresOrganizationStore } from '../../adapters/postgres/connections/postgres-organization-store.ts';
import { PostgresSyncStore } from '../../adapters/postgres/connections/postgres-sync-store.ts';
import { PostgresUnroutedStore } from '../../adapters/postgres/connections/postgres-unrouted-store.ts';
import type { Database } from '../../adapters/postgres/database/database.ts';
import { PostgresIngestStore } from '../../adapters/postgres/ingest/postgres-ingest-store.ts';
import { PostgresAuditStore } from '../../adapters/postgres/reading/postgres-audit-store.ts';
import { PostgresDeliveryStore } from '../../adapters/postgres/reading/postgres-delivery-store.ts';
import { PostgresOperatorInbox } from '../../adapters/postgres/reading/postgres-operator-inbox.ts';
import { PostgresProspectStore } from '../../adapters/postgres/reading/postgres-prospect-store.ts';
import { PostgresScheduledEventStore } from '../../adapters/postgres/reading/postgres-scheduled-event-store.ts';
import { PostgresEventLog } from '../../adapters/postgres/realtime/postgres-event-log.ts';
import { PostgresLiveChannel } from '../../adapters/postgres/realtime/postgres-live-channel.ts';
import { PostgresRetentionStore } from '../../adapters/postgres/upkeep/postgres-retention-store.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { ConnectingWorld } from './connecting-world.ts';
import type { OperatorWorld } from './operator-inbox-contract.ts';
import type { OrganizationWorld } from './organization-world.ts';
import type { StoreWorld } from './store-world.ts';

/** The stores over a database that other tests use too: only the organizations are fresh. */
export function storeWorldOn(database: Database): StoreWorld {
  const now = new Date('2026-01-04T12:00:00.000Z');
  return {
    ingest: new PostgresIngestStore(database),
    log: new PostgresEventLog(database),
    prospects: new PostgresProspectStore(database, new ManualClock(now)),
    scheduledEvents: new PostgresScheduledEventStore(database),
    deliveries: new PostgresDeliveryStore(database),
    unrouted: new PostgresUnroutedStore(database),
    now,
    organization: () => organizationId(`org-${randomUUID()}`),
    close: async () => undefined,
  };
}

/** The stores, with people's acts. */
export function operatorWorldOn(database: Database): OperatorWorld {
  return {
    ...storeWorldOn(database),
    audit: new PostgresAuditStore(database),
    retentionStore: new PostgresRetentionStore(database),
    operatorInbox: new PostgresOperatorInbox(database),
  };
}

/** The stores of connecting over a database that other tests use too, opened by one or by two processes. */
export function connectingWorldOn(here: Database, there: Database = here): ConnectingWorld {
  const storesOf = (database: Database) => ({
    connections: new PostgresConnectionStore(database),
    attempts: new PostgresConnectAttemptStore(database),
    syncs: new PostgresSyncStore(database),
    completeness: new PostgresCompletenessStore(database),
    live: new PostgresLiveChannel(database),
  });
  const stores = storesOf(here);
  const others = there === here ? stores : storesOf(there);
  return {
    here: stores,
    there: others,
    organization: () => organizationId(`org-${randomUUID()}`),
    close: async () => {
      stores.live.close();
      others.live.close();
    },
  };
}

/** The disabled organizations in a database that other tests use too, opened by one or by two processes. */
export function organizationWorldOn(here: Database, there: Database = here): OrganizationWorld {
  return {
    here: new PostgresOrganizationStore(here),
    there: new PostgresOrganizationStore(there),
    organization: () => organizationId(`org-${randomUUID()}`),
    close: async () => undefined,
  };
}
