import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { DeliveryStore } from '../../src/ports/delivery-store.ts';
import type { EventLog } from '../../src/ports/event-log.ts';
import type { IngestStore } from '../../src/ports/ingest-store.ts';
import type { ProspectStore } from '../../src/ports/prospect-store.ts';
import type { ScheduledEventStore } from '../../src/ports/scheduled-event-store.ts';
import type { UnroutedStore } from '../../src/ports/unrouted-store.ts';

/** The stores over one database, which may hold other rows already. */
export interface StoreWorld {
  ingest: IngestStore;
  log: EventLog;
  prospects: ProspectStore;
  scheduledEvents: ScheduledEventStore;
  deliveries: DeliveryStore;
  unrouted: UnroutedStore;
  /** The stores' own time, give or take a minute. */
  now: Date;
  /** An organization without any row. */
  organization(): OrganizationId;
  close(): Promise<void>;
}

/** Makes a world for one test. */
export type MakeStoreWorld = () => Promise<StoreWorld>;
