import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { ScheduledEvent } from '../../src/domain/scheduled-event.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { JobLedger } from '../../src/ports/job-ledger.ts';
import type { RetentionStore } from '../../src/ports/retention-store.ts';
import { PurgeOldEvents } from '../../src/use-cases/upkeep/purge-old-events.ts';
import { RunDailyJob } from '../../src/use-cases/upkeep/run-daily-job.ts';
import { keep } from './a-change.ts';
import type { MemoryWorld } from './a-memory-world.ts';
import { aScheduledEvent } from './a-store-row.ts';

export const days = {
  scheduledEvents: 90,
  deliveries: 30,
  undecided: 180,
  logEntries: 90,
  audit: 400,
};

interface Upkeep {
  clock: Clock;
  ledger: JobLedger;
  retention: RetentionStore;
}

/** The nightly purge of one process. */
export function aPurge(
  { clock, ledger, retention }: Upkeep,
  {
    batchSize = 10,
    rest = async () => {},
  }: { batchSize?: number; rest?: () => Promise<void> } = {},
) {
  const logger = new RecordingLogger();
  const purge = new PurgeOldEvents({
    retentionStore: retention,
    clock,
    logger,
    retentionDays: days,
    purgePace: { batchSize, rest },
  });
  const runDailyJob = new RunDailyJob({ jobLedger: ledger, clock });
  const job = {
    name: 'purge-old-events',
    hour: 3,
    timeZone: 'Europe/Paris',
    work: (now: Date, goesOn: () => Promise<boolean>) => purge.execute(now, goesOn),
  };
  const nightly = { execute: () => runDailyJob.execute(job) };
  return { purge, nightly, logger };
}

/** A meeting that ended so many days before then. */
export function endedDaysBefore(count: number, then: Date): ScheduledEvent {
  const endTime = new Date(then.getTime() - count * 86_400_000);
  const startTime = new Date(endTime.getTime() - 1_800_000);
  const meeting = { name: 'A meeting', startTime, endTime, hosts: [] };
  return aScheduledEvent(crypto.randomUUID(), crypto.randomUUID(), {
    meeting,
    receivedAt: startTime,
  });
}

/** Keeps meetings that ended so many days ago. */
export async function keepEnded(
  world: MemoryWorld,
  organizationId: OrganizationId,
  ...daysAgo: number[]
): Promise<ScheduledEvent[]> {
  const events = daysAgo.map((count) => endedDaysBefore(count, world.clock.now()));
  await keep(world.ingest, organizationId, { scheduledEvents: events });
  return events;
}

/** Those of the meetings that are there. */
export async function left(
  world: MemoryWorld,
  organizationId: OrganizationId,
  events: readonly ScheduledEvent[],
): Promise<ScheduledEvent[]> {
  const ids = events.map(({ id }) => id);
  const found = await world.prospects.scheduledEvents(organizationId, ids);
  return events.filter(({ id }) => found.some((event) => event.id === id));
}
