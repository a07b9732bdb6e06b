import { StreamBusy } from '../domain/errors.ts';
import type { LogEntry } from '../domain/log-entry.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import { type Cutoffs, cutoffsAt, type RetentionDays } from '../domain/retention-policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { RetentionStore } from '../ports/retention-store.ts';

/** As much as a transaction takes, and what comes between two: whoever else wants the store gets in there. */
export interface PurgePace {
  batchSize: number;
  rest: () => Promise<void>;
}

/** Organizations are looked up so many at a time. */
const pageSize = 100;

/** Whether to go on. Asked before every batch. */
type GoesOn = () => Promise<boolean>;

/**
 * Removes what is kept no longer: scheduled events, raw bodies of deliveries, the beginning of event logs. Prospects,
 * notes, and the digests by which deliveries are known stay.
 */
export class PurgeOldEvents {
  readonly #store: RetentionStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #days: RetentionDays;
  readonly #pace: PurgePace;

  constructor(
    store: RetentionStore,
    clock: Clock,
    logger: Logger,
    days: RetentionDays,
    pace: PurgePace,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
    this.#days = days;
    this.#pace = pace;
  }

  /** Answers whether all that was too old at `now` is gone. Doing it twice removes nothing more. */
  async execute(now: Date, goesOn: GoesOn): Promise<boolean> {
    const before = cutoffsAt(now, this.#days);
    const tally = { scheduledEvents: 0, logEntries: 0, bodies: 0, busyOrganizations: 0 };
    const wentOn =
      (await this.#clearBodies(before.deliveries, tally, goesOn)) &&
      (await this.#sweepAll(before, tally, goesOn));
    this.#logger.info('Removed what is kept no longer', { ...tally, interrupted: !wentOn });
    return wentOn && tally.busyOrganizations === 0;
  }

  async #clearBodies(before: Date, tally: Tally, goesOn: GoesOn): Promise<boolean> {
    const { batchSize, rest } = this.#pace;
    const bodies = this.#store.sweepBodies(before);
    while (await goesOn()) {
      const cleared = await bodies.clear(batchSize);
      tally.bodies += cleared;
      if (cleared < batchSize) return true;
      await rest();
    }
    return false;
  }

  async #sweepAll(before: Cutoffs, tally: Tally, goesOn: GoesOn): Promise<boolean> {
    let after: OrganizationId | null = null;
    for (;;) {
      const page: OrganizationId[] = await this.#store.organizations(before, after, pageSize);
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
    const { batchSize, rest } = this.#pace;
    const sweep = this.#store.sweep(id, before);
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
      // The others need not wait for it.
      tally.busyOrganizations += 1;
      return true;
    }
  }

  #removal(subjectId: string): LogEntry {
    return {
      type: 'scheduled_event.removed',
      subjectId,
      changed: [],
      occurredAt: this.#clock.now(),
    };
  }
}

interface Tally {
  scheduledEvents: number;
  logEntries: number;
  bodies: number;
  /** Organizations whose stream was held by others for too long: they are for the next try. */
  busyOrganizations: number;
}
