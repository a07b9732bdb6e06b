import type { Prospect } from '../../wire/prospect.ts';
import type { RealtimeEvent } from '../../wire/realtime-event.ts';

/** An event of the log about a prospect. Events about a connection to Calendly are handled elsewhere. */
export type ProspectEvent = Exclude<RealtimeEvent, { type: 'connection.changed' }>;

export interface ProspectChange {
  seq: number;
  /** Null once erased. */
  prospect: Prospect | null;
  /** When this page got the event, in ms. The highlight of a row depends on it. */
  heardAt: number;
}

const recentEventsKept = 2_000;
const notifyEveryMs = 60;

/**
 * The events that came over the socket, to be merged into snapshots: the newest state of every changed
 * prospect, and the last events, for snapshots that were on their way meanwhile.
 */
export class LiveEvents {
  #changes: ReadonlyMap<string, ProspectChange> = new Map();
  #recent: ProspectEvent[] = [];
  #pending: ProspectEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listeners = new Set<(batch: ProspectEvent[]) => void>();

  /** A new map per batch, so that React sees it change. */
  readonly changes = (): ReadonlyMap<string, ProspectChange> => this.#changes;

  /** The listener is notified of each batch once it is in `changes`, oldest event first. */
  readonly subscribe = (listener: (batch: ProspectEvent[]) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  take(event: ProspectEvent): void {
    this.#recent.push(event);
    if (this.#recent.length > recentEventsKept) this.#recent.splice(0, recentEventsKept / 2);
    this.#pending.push(event);
    // A burst, or a replay of thousands, renders once.
    this.#timer ??= setTimeout(() => this.#flush(), notifyEveryMs);
  }

  /** The events a snapshot taken at `seq` does not know yet, oldest first. */
  after(seq: number): ProspectEvent[] {
    return this.#recent.filter((event) => event.seq > seq);
  }

  /** Forgets everything: the log was replaced, or snapshots newer than all this are being loaded. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = [];
    this.#recent = [];
    this.#changes = new Map();
    this.#notify([]);
  }

  #flush(): void {
    this.#timer = undefined;
    const batch = this.#pending;
    this.#pending = [];
    const changes = new Map(this.#changes);
    for (const event of batch) {
      const change = prospectChange(event);
      if (change !== null) changes.set(change.id, change);
    }
    this.#changes = changes;
    this.#notify(batch);
  }

  #notify(batch: ProspectEvent[]): void {
    for (const listener of this.#listeners) listener(batch);
  }
}

function prospectChange(event: ProspectEvent): (ProspectChange & { id: string }) | null {
  const { type, data, seq } = event;
  if (type !== 'prospect.created' && type !== 'prospect.updated' && type !== 'prospect.erased')
    return null;
  if (data === null) return null;
  return {
    id: data.id,
    seq,
    prospect: type === 'prospect.erased' ? null : data,
    heardAt: Date.now(),
  };
}
