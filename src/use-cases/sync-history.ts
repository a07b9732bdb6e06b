import type { OrganizationId } from '../domain/organization-id.ts';
import type { Sync } from '../domain/sync.ts';
import { type SyncParts, SyncRun } from './sync-run.ts';

const day = 24 * 60 * 60 * 1000;
const defaultWindow = 90 * day;
/** A holder saves after every group. One that did not for so long is gone, and others take over. */
const staleAfter = 40_000;
/** Each is held back by its own account's rate limit; together they share a process with everything else. */
const mostAtOnce = 4;

/** A window of starts. Without `from`, the last 90 days; `to` is null for all of the future. */
export interface SyncWindow {
  from?: Date | undefined;
  to: Date | null;
}

/**
 * Back-fills: all meetings of a window and their invitees, through the same merge as webhooks. What is known already
 * changes nothing, so one may run twice, or beside live webhooks. It remembers where it is after every few meetings,
 * and goes on there, on any process, when it was cut.
 */
export class SyncHistory {
  readonly #parts: SyncParts;
  readonly #lanes = new Set<Promise<void>>();
  #stops = false;

  constructor(parts: SyncParts) {
    this.#parts = parts;
  }

  /** Starts one, or answers the one under way. Without a window: the last 90 days and all of the future. */
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
   * Works on whatever waits for somebody, one after the other, until nothing does. A call while another one works takes
   * up the next: a long one holds up nobody, until there are as many as one process should have.
   */
  async work(): Promise<void> {
    if (this.#stops || this.#lanes.size >= mostAtOnce) return;
    const lane = this.#work();
    this.#lanes.add(lane);
    await lane.finally(() => this.#lanes.delete(lane));
  }

  /** Resolves when nothing is read here any more. What was under way is any process' to go on with, at once. */
  async stop(): Promise<void> {
    this.#stops = true;
    // What fails fails for whoever called for it.
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
