import type { OrganizationId } from '../../domain/organization-id.ts';
import type { Sync } from '../../domain/sync.ts';
import { SyncRun, type SyncRunParts } from './sync-run.ts';

const day = 24 * 60 * 60 * 1000;
const defaultWindow = 90 * day;
/** A holder saves after every group. A holder that did not save for this long is gone, and others take over. */
const staleAfter = 40_000;
/** Each back-fill is slowed by its own account's rate limit. Together they share a process with everything else. */
const mostAtOnce = 4;

/** Bounds of the meetings' starts. A missing `from` is 90 days ago; a null `to` includes all of the future. */
export interface SyncWindow {
  from?: Date | undefined;
  to: Date | null;
}

/**
 * Back-fills all meetings of a window and their invitees, by the same merge as webhooks. Known bookings change nothing,
 * so a back-fill may run twice, or beside live webhooks. It saves its position after every few meetings. After a crash
 * any process continues from there.
 */
export class SyncHistory {
  readonly #parts: SyncRunParts;
  readonly #lanes = new Set<Promise<void>>();
  #stops = false;

  constructor(parts: SyncRunParts) {
    this.#parts = parts;
  }

  /** Starts a back-fill, or returns the one under way. Without a window: the last 90 days and all of the future. */
  async start(organizationId: OrganizationId, window?: SyncWindow): Promise<Sync> {
    const { clock, ids, syncs } = this.#parts;
    const now = clock.now();
    return syncs.start({
      id: ids.next(),
      organizationId,
      state: 'running',
      startedAt: now,
      finishedAt: null,
      from: window?.from ?? new Date(now.getTime() - defaultWindow),
      to: window?.to ?? null,
      eventsSeen: 0,
      inviteesSeen: 0,
      created: 0,
      updated: 0,
      percent: 0,
      resumesAt: null,
      error: null,
    });
  }

  /**
   * Works on unfinished back-fills, one after the other, until none is left. Every further call, up to a limit, works
   * on the next one beside it, so a long one delays no other.
   */
  async work(): Promise<void> {
    if (this.#stops || this.#lanes.size >= mostAtOnce) return;
    const lane = this.#work();
    this.#lanes.add(lane);
    await lane.finally(() => this.#lanes.delete(lane));
  }

  /** Resolves when nothing is read here any more. Any process may continue an unfinished back-fill at once. */
  async stop(): Promise<void> {
    this.#stops = true;
    // Each failure is reported to the caller of its own `work()`.
    await Promise.allSettled(this.#lanes);
  }

  async #work(): Promise<void> {
    const { clock, ids, syncs } = this.#parts;
    const stops = () => this.#stops;
    while (!this.#stops) {
      const now = clock.now();
      const holder = ids.next();
      const claimed = await syncs.claim(holder, now, new Date(now.getTime() - staleAfter));
      if (claimed === null) return;
      await new SyncRun(this.#parts, claimed, holder, stops).execute();
    }
  }
}
