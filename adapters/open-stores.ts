import { randomUUID } from 'node:crypto';
import type { Clock } from '../src/ports/clock.ts';
import type { CompletenessStore } from '../src/ports/completeness-store.ts';
import type { ConnectAttemptStore } from '../src/ports/connect-attempt-store.ts';
import type { ConnectionStore } from '../src/ports/connection-store.ts';
import type { DeliveryStore } from '../src/ports/delivery-store.ts';
import type { EventLog } from '../src/ports/event-log.ts';
import type { IngestStore } from '../src/ports/ingest-store.ts';
import type { JobLedger } from '../src/ports/job-ledger.ts';
import type { LiveChannel } from '../src/ports/live-channel.ts';
import type { OrganizationStore } from '../src/ports/organization-store.ts';
import type { ProspectStore } from '../src/ports/prospect-store.ts';
import type { Readiness } from '../src/ports/readiness.ts';
import type { RetentionStore } from '../src/ports/retention-store.ts';
import type { ScheduledEventStore } from '../src/ports/scheduled-event-store.ts';
import type { SyncStore } from '../src/ports/sync-store.ts';
import type { UnroutedStore } from '../src/ports/unrouted-store.ts';
import type { LaneLimits } from '../src/use-cases/commit-lanes.ts';
import type { Config } from './config.ts';
import { MemoryCompletenessStore } from './memory/memory-completeness-store.ts';
import { MemoryConnectAttemptStore } from './memory/memory-connect-attempt-store.ts';
import { MemoryConnectionStore } from './memory/memory-connection-store.ts';
import { MemoryDatabase } from './memory/memory-database.ts';
import { MemoryDeliveryStore } from './memory/memory-delivery-store.ts';
import { MemoryEventLog } from './memory/memory-event-log.ts';
import { MemoryIngestStore } from './memory/memory-ingest-store.ts';
import { MemoryJobLedger } from './memory/memory-job-ledger.ts';
import { MemoryLiveChannel } from './memory/memory-live-channel.ts';
import { MemoryOrganizationStore } from './memory/memory-organization-store.ts';
import { MemoryProspectStore } from './memory/memory-prospect-store.ts';
import { MemoryRetentionStore } from './memory/memory-retention-store.ts';
import { MemoryScheduledEventStore } from './memory/memory-scheduled-event-store.ts';
import { MemorySyncStore } from './memory/memory-sync-store.ts';
import { MemoryUnroutedStore } from './memory/memory-unrouted-store.ts';
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

/** Everything that keeps something, in one technology. */
export interface Stores {
  ingestStore: IngestStore;
  eventLog: EventLog;
  prospectStore: ProspectStore;
  scheduledEventStore: ScheduledEventStore;
  deliveryStore: DeliveryStore;
  unroutedStore: UnroutedStore;
  retentionStore: RetentionStore;
  jobLedger: JobLedger;
  connectionStore: ConnectionStore;
  connectAttemptStore: ConnectAttemptStore;
  syncStore: SyncStore;
  completenessStore: CompletenessStore;
  organizationStore: OrganizationStore;
  liveChannel: LiveChannel;
  readiness: Readiness[];
  laneLimits: LaneLimits;
  /** What a person should know about this way of keeping things; null when there is nothing. */
  caveat: string | null;
  close(): Promise<void>;
}

const waiting = { maxWaiting: 10_000, maxWaitingBytes: 64 * 1024 * 1024 };
const oneLane: LaneLimits = { lanes: 1, batchSize: 64, hotBatchSize: 64, ...waiting };
const twoLanes: LaneLimits = { lanes: 2, batchSize: 32, hotBatchSize: 64, ...waiting };

/** Opens what `DATABASE_URL` names: a PostgreSQL server, memory, or without it the embedded database. */
export async function openStores(config: Config, clock: Clock): Promise<Stores> {
  if (config.DATABASE_URL === 'memory:') return inMemory(clock);
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

function inMemory(clock: Clock): Stores {
  const database = new MemoryDatabase();
  return {
    ingestStore: new MemoryIngestStore(database),
    eventLog: new MemoryEventLog(database, randomUUID()),
    prospectStore: new MemoryProspectStore(database, clock),
    scheduledEventStore: new MemoryScheduledEventStore(database),
    deliveryStore: new MemoryDeliveryStore(database),
    unroutedStore: new MemoryUnroutedStore(database),
    retentionStore: new MemoryRetentionStore(database),
    jobLedger: new MemoryJobLedger(clock),
    connectionStore: new MemoryConnectionStore(),
    connectAttemptStore: new MemoryConnectAttemptStore(),
    syncStore: new MemorySyncStore(),
    completenessStore: new MemoryCompletenessStore(),
    organizationStore: new MemoryOrganizationStore(),
    liveChannel: new MemoryLiveChannel(),
    readiness: [],
    laneLimits: oneLane,
    caveat: 'Everything is kept in memory only, and gone when the service stops.',
    close: async () => undefined,
  };
}
