import type { LogEntry } from '../../src/domain/log-entry.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Cutoffs } from '../../src/domain/retention-policy.ts';
import type { RetentionStore } from '../../src/ports/retention-store.ts';
import { anEntry } from './a-store-row.ts';

/** Before it nothing that tests are about happened, unless they say so: what is older is only theirs. */
export const longAgo = new Date('2010-01-01T00:00:00.000Z');

/** So many minutes after {@link longAgo}, or before it. */
export function minutesFrom(minutes: number, since = longAgo): Date {
  return new Date(since.getTime() + minutes * 60_000);
}

/** Takes away what is older than these, and nothing else. */
export function cutoffs(before: Partial<Cutoffs>): Cutoffs {
  const never = new Date('1900-01-01T00:00:00.000Z');
  return {
    scheduledEvents: never,
    deliveries: never,
    undecided: never,
    audit: never,
    logEntries: never,
    ...before,
  };
}

/** The announcement that a scheduled event is gone. */
export function aRemoval(id: string): LogEntry {
  return anEntry(id, { type: 'scheduled_event.removed', changed: [] });
}

/** The rows that a batch removed. */
export interface Swept {
  scheduledEvents: readonly string[];
  logEntries: number;
}

/** Sweeps an organization to the end, and announces what goes. Answers what each batch took. */
export async function swept(
  retention: RetentionStore,
  organizationId: OrganizationId,
  before: Cutoffs,
  limit = 100,
): Promise<Swept[]> {
  const sweep = retention.sweep(organizationId, before);
  const batches: Swept[] = [];
  for (;;) {
    await using batch = await sweep.next(limit);
    const { scheduledEvents, logEntries, mayHaveMore } = batch;
    await batch.commit(scheduledEvents.map(aRemoval));
    batches.push({ scheduledEvents: [...scheduledEvents], logEntries });
    if (!mayHaveMore) return batches;
  }
}
