import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { beginning, type Sync, type SyncPosition } from '../../src/domain/sync.ts';
import type { SyncStore } from '../../src/ports/sync-store.ts';

interface Kept {
  sync: Sync;
  position: SyncPosition;
  holder: string | null;
  heldAt: Date | null;
}

/** Keeps back-fills in memory. */
export class MemorySyncStore implements SyncStore {
  readonly #kept = new Map<string, Kept>();

  async start(sync: Sync): Promise<Sync> {
    const underWay = [...this.#kept.values()].find(
      (kept) => kept.sync.organizationId === sync.organizationId && isUnderWay(kept),
    );
    if (underWay !== undefined) return structuredClone(underWay.sync);
    const started = { sync: structuredClone(sync), position: beginning };
    this.#kept.set(sync.id, { ...started, holder: null, heldAt: null });
    return structuredClone(sync);
  }

  async get(organizationId: OrganizationId, id: string): Promise<Sync | null> {
    const sync = this.#kept.get(id)?.sync;
    return sync?.organizationId === organizationId ? structuredClone(sync) : null;
  }

  async latest(organizationId: OrganizationId): Promise<Sync | null> {
    const theirs = [...this.#kept.values()]
      .map(({ sync }) => sync)
      .filter((sync) => sync.organizationId === organizationId)
      .toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime() || (a.id < b.id ? 1 : -1));
    return structuredClone(theirs[0] ?? null);
  }

  async claim(
    holder: string,
    now: Date,
    staleBefore: Date,
  ): Promise<{ sync: Sync; position: SyncPosition } | null> {
    const [taken] = [...this.#kept.values()]
      .filter((kept) => isFree(kept, now, staleBefore))
      .toSorted((a, b) => leftAloneSince(a) - leftAloneSince(b));
    if (taken === undefined) return null;
    taken.sync = { ...taken.sync, state: 'running', resumesAt: null };
    taken.holder = holder;
    taken.heldAt = new Date(now);
    return structuredClone({ sync: taken.sync, position: taken.position });
  }

  async save(sync: Sync, position: SyncPosition, holder: string, now: Date): Promise<boolean> {
    const kept = this.#kept.get(sync.id);
    if (kept === undefined || kept.holder !== holder || !isUnderWay(kept)) return false;
    if (kept.sync.organizationId !== sync.organizationId) return false;
    kept.sync = structuredClone(sync);
    kept.position = structuredClone(position);
    kept.heldAt = new Date(now);
    return true;
  }
}

function isUnderWay({ sync }: Kept): boolean {
  return sync.state === 'running' || sync.state === 'waiting';
}

function isFree({ sync, heldAt }: Kept, now: Date, staleBefore: Date): boolean {
  if (sync.state === 'waiting') return sync.resumesAt !== null && sync.resumesAt <= now;
  return sync.state === 'running' && (heldAt === null || heldAt < staleBefore);
}

function leftAloneSince({ sync, heldAt }: Kept): number {
  return (heldAt ?? sync.startedAt).getTime();
}
