import type { Clock } from '../../src/ports/clock.ts';
import { PostgresCompletenessStore } from '../postgres/connections/postgres-completeness-store.ts';
import { PostgresConnectAttemptStore } from '../postgres/connections/postgres-connect-attempt-store.ts';
import { PostgresConnectionStore } from '../postgres/connections/postgres-connection-store.ts';
import { PostgresOrganizationStore } from '../postgres/connections/postgres-organization-store.ts';
import { PostgresSyncStore } from '../postgres/connections/postgres-sync-store.ts';
import { PostgresUnroutedStore } from '../postgres/connections/postgres-unrouted-store.ts';
import { Database } from '../postgres/database/database.ts';
import { DiskReadiness } from '../postgres/database/disk-readiness.ts';
import { PostgresReadiness } from '../postgres/database/postgres-readiness.ts';
import { PostgresIngestStore } from '../postgres/ingest/postgres-ingest-store.ts';
import { PostgresAuditStore } from '../postgres/reading/postgres-audit-store.ts';
import { PostgresDeliveryStore } from '../postgres/reading/postgres-delivery-store.ts';
import { PostgresOperatorInbox } from '../postgres/reading/postgres-operator-inbox.ts';
import { PostgresProspectStore } from '../postgres/reading/postgres-prospect-store.ts';
import { PostgresScheduledEventStore } from '../postgres/reading/postgres-scheduled-event-store.ts';
import { PostgresEventLog } from '../postgres/realtime/postgres-event-log.ts';
import { PostgresLiveChannel } from '../postgres/realtime/postgres-live-channel.ts';
import { PostgresJobLedger } from '../postgres/upkeep/postgres-job-ledger.ts';
import { PostgresRetentionStore } from '../postgres/upkeep/postgres-retention-store.ts';
import type { Config } from '../settings/config.ts';
import { oneLane, type Stores, twoLanes } from './stores.ts';

/** Connects to a PostgreSQL server, or without one opens the embedded database. */
export async function postgresStores(config: Config, clock: Clock): Promise<Stores> {
  const { DATABASE_URL: url, DATA_DIR } = config;
  const database = await Database.open({
    url,
    dataDir: DATA_DIR,
    mustBeDurable: config.production,
  });
  const liveChannel = new PostgresLiveChannel(database);
  return {
    ingestStore: new PostgresIngestStore(database),
    eventLog: new PostgresEventLog(database),
    prospects: new PostgresProspectStore(database, clock),
    scheduledEvents: new PostgresScheduledEventStore(database),
    deliveries: new PostgresDeliveryStore(database),
    unrouted: new PostgresUnroutedStore(database),
    operatorInbox: new PostgresOperatorInbox(database),
    audit: new PostgresAuditStore(database),
    retentionStore: new PostgresRetentionStore(database),
    jobLedger: new PostgresJobLedger(database),
    connections: new PostgresConnectionStore(database),
    connectAttempts: new PostgresConnectAttemptStore(database),
    syncs: new PostgresSyncStore(database),
    completeness: new PostgresCompletenessStore(database),
    organizations: new PostgresOrganizationStore(database),
    liveChannel,
    storesReadiness: [new PostgresReadiness(database), new DiskReadiness(database, DATA_DIR)],
    laneLimits: database.embedded ? oneLane : twoLanes,
    caveat: database.embedded
      ? 'The embedded database survives a crash of the service, but not a power cut. For production set DATABASE_URL.'
      : null,
    close: async () => {
      liveChannel.close();
      await database.close();
    },
  };
}
