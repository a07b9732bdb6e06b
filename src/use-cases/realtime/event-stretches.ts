import { bounds } from '../../domain/bounds.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { RealtimeEvent } from '../../ports/notifier.ts';
import type { ReadLog } from './read-log.ts';

const { stretchRows, stretchesAtOnce, stretchesKept } = bounds;

/**
 * Reads the event log in stretches, and renders each once for all clients that catch up at about the same time. A
 * stretch ends at its limit of bytes or at the end of a block of rows, so that every client's stretches begin at the
 * same positions. A kept rendering misses only changes whose own events come later in the log.
 */
export class EventStretches {
  readonly #readLog: ReadLog;
  /** By organization, epoch and start; the latest at the end. */
  readonly #kept = new Map<string, Stretch>();
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(readLog: ReadLog) {
    this.#readLog = readLog;
  }

  /** The next event after `after`, up to `through`; null when the log no longer has it. */
  async next(
    { organizationId, epoch }: { organizationId: OrganizationId; epoch: string },
    after: number,
    through: number,
  ): Promise<RealtimeEvent | null> {
    const block = after - (after % stretchRows.value);
    for (let start = block; start < block + stretchRows.value; ) {
      const events = await this.#stretch(organizationId, epoch, start);
      const next = events.find(({ seq }) => seq > after && seq <= through);
      if (next !== undefined) return next;
      const end = events.at(-1)?.seq;
      if (end === undefined || end >= through) return null;
      start = end;
    }
    return null;
  }

  /** Drops an organization's stretches, when no client of it catches up any more. */
  forget(organizationId: OrganizationId): void {
    for (const [key, stretch] of this.#kept) {
      if (stretch.organizationId === organizationId) this.#kept.delete(key);
    }
  }

  /** The stretch from `start` on. An empty one is not kept: the log may have grown when the next client asks. */
  async #stretch(
    organizationId: OrganizationId,
    epoch: string,
    start: number,
  ): Promise<RealtimeEvent[]> {
    const key = JSON.stringify([organizationId, epoch, start]);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept.events;
    const rows = stretchRows.value - (start % stretchRows.value);
    const stretch = {
      organizationId,
      events: this.#inTurn(
        async () => (await this.#readLog.stretch(organizationId, start, rows)).events,
      ),
    };
    this.#keep(key, stretch);
    const events = await stretch.events;
    if (events.length === 0 && this.#kept.get(key) === stretch) this.#kept.delete(key);
    return events;
  }

  #keep(key: string, stretch: Stretch): void {
    this.#kept.delete(key);
    this.#kept.set(key, stretch);
    stretch.events.catch(() => {
      if (this.#kept.get(key) === stretch) this.#kept.delete(key);
    });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > stretchesKept.value && oldest !== undefined) this.#kept.delete(oldest);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay >= stretchesAtOnce.value) {
      await new Promise<void>((go) => this.#waiting.push(go));
    } else this.#underWay += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#underWay -= 1;
      else next();
    }
  }
}

interface Stretch {
  organizationId: OrganizationId;
  events: Promise<RealtimeEvent[]>;
}
