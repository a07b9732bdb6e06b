import type { AuditStore } from '../../src/ports/audit-store.ts';
import type { CompletenessStore } from '../../src/ports/completeness-store.ts';
import type { ConnectAttemptStore } from '../../src/ports/connect-attempt-store.ts';
import type { ConnectionStore } from '../../src/ports/connection-store.ts';
import type { DeliveryStore } from '../../src/ports/delivery-store.ts';
import type { EventLog } from '../../src/ports/event-log.ts';
import type { IngestStore } from '../../src/ports/ingest-store.ts';
import type { JobLedger } from '../../src/ports/job-ledger.ts';
import type { LiveChannel } from '../../src/ports/live-channel.ts';
import type { OperatorInbox } from '../../src/ports/operator-inbox.ts';
import type { OrganizationStore } from '../../src/ports/organization-store.ts';
import type { ProspectStore } from '../../src/ports/prospect-store.ts';
import type { Readiness } from '../../src/ports/readiness.ts';
import type { RetentionStore } from '../../src/ports/retention-store.ts';
import type { ScheduledEventStore } from '../../src/ports/scheduled-event-store.ts';
import type { SyncStore } from '../../src/ports/sync-store.ts';
import type { UnroutedStore } from '../../src/ports/unrouted-store.ts';
import type { LaneLimits } from '../../src/use-cases/intake/commit-lanes.ts';

/** All stores, in one technology. */
export interface Stores {
  ingestStore: IngestStore;
  eventLog: EventLog;
  prospects: ProspectStore;
  scheduledEvents: ScheduledEventStore;
  deliveries: DeliveryStore;
  unrouted: UnroutedStore;
  operatorInbox: OperatorInbox;
  audit: AuditStore;
  retentionStore: RetentionStore;
  jobLedger: JobLedger;
  connections: ConnectionStore;
  connectAttempts: ConnectAttemptStore;
  syncs: SyncStore;
  completeness: CompletenessStore;
  organizations: OrganizationStore;
  liveChannel: LiveChannel;
  storesReadiness: Readiness[];
  laneLimits: LaneLimits;
  /** A warning for people about this way of storing; null when there is none. */
  caveat: string | null;
  close(): Promise<void>;
}

const waiting = { maxWaiting: 10_000, maxWaitingBytes: 64 * 1024 * 1024 };
export const oneLane: LaneLimits = { lanes: 1, batchSize: 64, hotBatchSize: 64, ...waiting };
export const twoLanes: LaneLimits = { lanes: 2, batchSize: 32, hotBatchSize: 64, ...waiting };
