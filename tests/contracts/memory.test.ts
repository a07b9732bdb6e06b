import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { MemoryDatabase } from '../../adapters/memory/memory-database.ts';
import { MemoryEventLog } from '../../adapters/memory/memory-event-log.ts';
import { MemoryIngestStore } from '../../adapters/memory/memory-ingest-store.ts';
import { MemoryProspectStore } from '../../adapters/memory/memory-prospect-store.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { describeStores } from './store-contract.ts';

describeStores('memory', async () => {
  const database = new MemoryDatabase();
  const now = new Date('2026-01-04T12:00:00.000Z');
  let organizations = 0;
  return {
    ingest: new MemoryIngestStore(database),
    log: new MemoryEventLog(database, 'e1'),
    prospects: new MemoryProspectStore(database, new ManualClock(now)),
    now,
    organization: () => organizationId(`org-${(organizations += 1)}`),
    close: async () => {},
  };
});
