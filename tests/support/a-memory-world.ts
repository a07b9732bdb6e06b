import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { MemoryDatabase } from '../../adapters/memory/memory-database.ts';
import { MemoryDeliveryStore } from '../../adapters/memory/memory-delivery-store.ts';
import { MemoryEventLog } from '../../adapters/memory/memory-event-log.ts';
import { MemoryIngestStore } from '../../adapters/memory/memory-ingest-store.ts';
import { MemoryJobLedger } from '../../adapters/memory/memory-job-ledger.ts';
import { MemoryProspectStore } from '../../adapters/memory/memory-prospect-store.ts';
import { MemoryRetentionStore } from '../../adapters/memory/memory-retention-store.ts';
import { MemoryScheduledEventStore } from '../../adapters/memory/memory-scheduled-event-store.ts';
import { MemoryUnroutedStore } from '../../adapters/memory/memory-unrouted-store.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { RetentionWorld } from '../contracts/retention-world.ts';

/** The stores over an empty memory. */
export interface MemoryWorld extends RetentionWorld {
  clock: ManualClock;
  database: MemoryDatabase;
}

export function aMemoryWorld(epoch = 'e1'): MemoryWorld {
  const database = new MemoryDatabase();
  const now = new Date('2026-01-04T12:00:00.000Z');
  const clock = new ManualClock(now);
  const ledger = new MemoryJobLedger(clock);
  let organizations = 0;
  return {
    database,
    clock,
    now,
    ingest: new MemoryIngestStore(database),
    log: new MemoryEventLog(database, epoch),
    prospects: new MemoryProspectStore(database, clock),
    scheduledEvents: new MemoryScheduledEventStore(database),
    deliveries: new MemoryDeliveryStore(database),
    unrouted: new MemoryUnroutedStore(database),
    retention: new MemoryRetentionStore(database),
    ledger,
    ledgerThere: ledger,
    organization: () => organizationId(`org-${(organizations += 1)}`),
    close: async () => undefined,
  };
}
