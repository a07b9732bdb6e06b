import { bounds } from '../../domain/bounds.ts';
import { StreamBusy } from '../../domain/errors.ts';
import type { LogEntry } from '../../domain/log-entry.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import { type Cutoffs, cutoffsAt, type RetentionDays } from '../../domain/retention-policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RetentionStore } from '../../ports/retention-store.ts';

/** The size of one transaction, and the pause between two, in which others get at the store. */
export interface PurgePace {
  batchSize: number;
  rest: () => Promise<void>;
}

/** The number of organizations that are looked up at a time. */
const pageSize = 100;

/** Decides whether to go on. It is asked before every batch. */
type GoesOn = () => Promise<boolean>;

export interface PurgeOldEventsParts {
  retentionStore: RetentionStore;
  clock: Clock;
  logger: Logger;
  retentionDays: RetentionDays;
  purgePace: PurgePace;
}

/**
 * Removes what is older than its retention time: scheduled events, raw bodies of deliveries, audit entries, the
 * beginning of event logs. Prospects, notes and the digests of deliveries stay.
 */
export class PurgeOldEvents {
  readonly #parts: PurgeOldEventsParts;

  constructor(parts: PurgeOldEventsParts) {
    this.#parts = parts;
  }

  /** Returns whether everything too old at `now` is gone. A second run removes nothing more. */
  async execute(now: Date, goesOn: GoesOn): Promise<boolean> {
    const before = cutoffsAt(now, this.#parts.retentionDays);
    const tally = {
      scheduledEvents: 0,
      logEntries: 0,
      bodies: 0,
      undecidedBodies: 0,
      auditEntries: 0,
      busyOrganizations: 0,
    };
    const { retentionStore } = this.#parts;
    const bodies = retentionStore.sweepBodies(before.deliveries);
    const undecided = retentionStore.sweepUndecided(before.undecided, bounds.undecidedBodies.value);
    const audit = retentionStore.sweepAudit(before.audit);
    const wentOn =
      (await this.#repeat(
        (limit) => bodies.clear(limit),
        (n) => (tally.bodies += n),
        goesOn,
      )) &&
      (await this.#repeat(
        (limit) => undecided.clear(limit),
        (n) => (tally.undecidedBodies += n),
        goesOn,
      )) &&
      (await this.#repeat(
        (limit) => audit.remove(limit),
        (n) => (tally.auditEntries += n),
        goesOn,
      )) &&
      (await this.#sweepAll(before, tally, goesOn));
    this.#parts.logger.info('Removed what is kept no longer', { ...tally, interrupted: !wentOn });
    return wentOn && tally.busyOrganizations === 0;
  }

  /** Takes batch after batch, until one is not full. */
  async #repeat(
    take: (limit: number) => Promise<number>,
    count: (taken: number) => void,
    goesOn: GoesOn,
  ): Promise<boolean> {
    const { batchSize, rest } = this.#parts.purgePace;
    while (await goesOn()) {
      const taken = await take(batchSize);
      count(taken);
      if (taken < batchSize) return true;
      await rest();
    }
    return false;
  }

  async #sweepAll(before: Cutoffs, tally: Tally, goesOn: GoesOn): Promise<boolean> {
    let after: OrganizationId | null = null;
    for (;;) {
      const page: OrganizationId[] = await this.#parts.retentionStore.organizations(
        before,
        after,
        pageSize,
      );
      for (const id of page) if (!(await this.#sweep(id, before, tally, goesOn))) return false;
      after = page.at(-1) ?? null;
      if (page.length < pageSize) return true;
    }
  }

  async #sweep(
    id: OrganizationId,
    before: Cutoffs,
    tally: Tally,
    goesOn: GoesOn,
  ): Promise<boolean> {
    const { batchSize, rest } = this.#parts.purgePace;
    const sweep = this.#parts.retentionStore.sweep(id, before);
    try {
      while (await goesOn()) {
        await using batch = await sweep.next(batchSize);
        const { scheduledEvents, logEntries } = batch;
        await batch.commit(scheduledEvents.map((subjectId) => this.#removal(subjectId)));
        tally.scheduledEvents += scheduledEvents.length;
        tally.logEntries += logEntries;
        if (!batch.mayHaveMore) return true;
        await rest();
      }
      return false;
    } catch (error) {
      if (!(error instanceof StreamBusy)) throw error;
      // The other organizations do not wait for this one.
      tally.busyOrganizations += 1;
      return true;
    }
  }

  #removal(subjectId: string): LogEntry {
    return {
      type: 'scheduled_event.removed',
      subjectId,
      changed: [],
      occurredAt: this.#parts.clock.now(),
    };
  }
}

interface Tally {
  scheduledEvents: number;
  logEntries: number;
  bodies: number;
  undecidedBodies: number;
  auditEntries: number;
  /** Organizations whose stream another writer held for too long. The next run takes them. */
  busyOrganizations: number;
}
