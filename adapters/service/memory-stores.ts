import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/ports/clock.ts';
import { MemoryAuditStore } from '../memory/memory-audit-store.ts';
import { MemoryCompletenessStore } from '../memory/memory-completeness-store.ts';
import { MemoryConnectAttemptStore } from '../memory/memory-connect-attempt-store.ts';
import { MemoryConnectionStore } from '../memory/memory-connection-store.ts';
import { MemoryDatabase } from '../memory/memory-database.ts';
import { MemoryDeliveryStore } from '../memory/memory-delivery-store.ts';
import { MemoryEventLog } from '../memory/memory-event-log.ts';
import { MemoryIngestStore } from '../memory/memory-ingest-store.ts';
import { MemoryJobLedger } from '../memory/memory-job-ledger.ts';
import { MemoryLiveChannel } from '../memory/memory-live-channel.ts';
import { MemoryOperatorInbox } from '../memory/memory-operator-inbox.ts';
import { MemoryOrganizationStore } from '../memory/memory-organization-store.ts';
import { MemoryProspectStore } from '../memory/memory-prospect-store.ts';
import { MemoryRetentionStore } from '../memory/memory-retention-store.ts';
import { MemoryScheduledEventStore } from '../memory/memory-scheduled-event-store.ts';
import { MemorySyncStore } from '../memory/memory-sync-store.ts';
import { MemoryUnroutedStore } from '../memory/memory-unrouted-store.ts';
import { oneLane, type Stores } from './stores.ts';

/** The stores in memory. They are lost with the process. */
export function memoryStores(clock: Clock): Stores {
  const database = new MemoryDatabase();
  return {
    ingestStore: new MemoryIngestStore(database),
    eventLog: new MemoryEventLog(database, randomUUID()),
    prospects: new MemoryProspectStore(database, clock),
    scheduledEvents: new MemoryScheduledEventStore(database),
    deliveries: new MemoryDeliveryStore(database),
    unrouted: new MemoryUnroutedStore(database),
    operatorInbox: new MemoryOperatorInbox(database),
    audit: new MemoryAuditStore(database),
    retentionStore: new MemoryRetentionStore(database),
    jobLedger: new MemoryJobLedger(clock),
    connections: new MemoryConnectionStore(),
    connectAttempts: new MemoryConnectAttemptStore(),
    syncs: new MemorySyncStore(),
    completeness: new MemoryCompletenessStore(),
    organizations: new MemoryOrganizationStore(),
    liveChannel: new MemoryLiveChannel(),
    storesReadiness: [],
    laneLimits: oneLane,
    caveat: 'Everything is kept in memory only, and gone when the service stops.',
    close: async () => undefined,
  };
}
