import type { Clock } from '../src/ports/clock.ts';
import type { Config } from './config.ts';
import { Database } from './postgres/database.ts';
import { PostgresCompletenessStore } from './postgres/postgres-completeness-store.ts';
import { PostgresConnectAttemptStore } from './postgres/postgres-connect-attempt-store.ts';
import { PostgresConnectionStore } from './postgres/postgres-connection-store.ts';
import { PostgresDeliveryStore } from './postgres/postgres-delivery-store.ts';
import { PostgresEventLog } from './postgres/postgres-event-log.ts';
import { PostgresIngestStore } from './postgres/postgres-ingest-store.ts';
import { PostgresJobLedger } from './postgres/postgres-job-ledger.ts';
import { PostgresLiveChannel } from './postgres/postgres-live-channel.ts';
import { PostgresOrganizationStore } from './postgres/postgres-organization-store.ts';
import { PostgresProspectStore } from './postgres/postgres-prospect-store.ts';
import { PostgresReadiness } from './postgres/postgres-readiness.ts';
import { PostgresRetentionStore } from './postgres/postgres-retention-store.ts';
import { PostgresScheduledEventStore } from './postgres/postgres-scheduled-event-store.ts';
import { PostgresSyncStore } from './postgres/postgres-sync-store.ts';
import { PostgresUnroutedStore } from './postgres/postgres-unrouted-store.ts';
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
    prospectStore: new PostgresProspectStore(database, clock),
    scheduledEventStore: new PostgresScheduledEventStore(database),
    deliveryStore: new PostgresDeliveryStore(database),
    unroutedStore: new PostgresUnroutedStore(database),
    retentionStore: new PostgresRetentionStore(database),
    jobLedger: new PostgresJobLedger(database),
    connectionStore: new PostgresConnectionStore(database),
    connectAttemptStore: new PostgresConnectAttemptStore(database),
    syncStore: new PostgresSyncStore(database),
    completenessStore: new PostgresCompletenessStore(database),
    organizationStore: new PostgresOrganizationStore(database),
    liveChannel,
    readiness: [new PostgresReadiness(database)],
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
