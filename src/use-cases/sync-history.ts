import type { OrganizationId } from '../domain/organization-id.ts';
import type { Sync } from '../domain/sync.ts';
import { type SyncParts, SyncRun } from './sync-run.ts';

const day = 24 * 60 * 60 * 1000;
const defaultWindow = 90 * day;
/** A holder saves after every group. One that did not for so long is gone, and others take over. */
const staleAfter = 40_000;

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

  /** Works on whatever waits for somebody, until nothing does. */
  async work(): Promise<void> {
    const { clock, ids, syncs } = this.#parts;
    for (;;) {
      const now = clock.now();
      const holder = ids.next();
      const claimed = await syncs.claim(holder, now, new Date(now.getTime() - staleAfter));
      if (claimed === null) return;
      await new SyncRun(this.#parts, claimed, holder).execute();
    }
  }
}
