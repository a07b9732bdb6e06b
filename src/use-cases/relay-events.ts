import type { OrganizationId } from '../domain/organization-id.ts';
import type { EventLog, Grown, LogHead } from '../ports/event-log.ts';
import type { Logger } from '../ports/logger.ts';
import type { Listener, Notifier, Place } from '../ports/notifier.ts';
import type { RenderEvents } from './render-events.ts';

const pageSize = 500;
const longestReplay = 10_000;
/** Commits of one organization that wait to be told. Beyond that it is cheaper to read them all from the log. */
const mostWaiting = 64;

/** Where a client says it is: what it saw last, and in which log. */
export interface ClientPlace {
  after: number | null;
  epoch: string | null;
}

/**
 * Tails the event log for the organizations that have listeners on this process. Live pushes and the replay of what a
 * client missed read the same log, and take turns per organization: a client that comes in neither misses an event
 * nor sees one twice.
 */
export class RelayEvents {
  readonly #log: EventLog;
  readonly #render: RenderEvents;
  readonly #notifier: Notifier;
  readonly #logger: Logger;
  readonly #tails = new Map<OrganizationId, Tail>();

  constructor(log: EventLog, render: RenderEvents, notifier: Notifier, logger: Logger) {
    this.#log = log;
    this.#render = render;
    this.#notifier = notifier;
    this.#logger = logger;
    log.onGrown((organizationId, grown) => this.wake(organizationId, grown));
  }

  /** Pushes what is new to an organization's listeners, soon. Costs nothing where nobody listens. */
  wake(organizationId: OrganizationId, grown: Grown | null = null): void {
    const tail = this.#tails.get(organizationId);
    if (tail === undefined) return;
    if (grown === null || tail.grown.length >= mostWaiting) tail.mustRead = true;
    else tail.grown.push(grown);
    if (tail.woken) return;
    tail.woken = true;
    void this.#inTurn(tail, async () => {
      tail.woken = false;
      await this.#pushNew(organizationId, tail);
    }).catch((error: unknown) => this.#failed(organizationId, error));
  }

  /** The guarantee behind the wakes: looks where every listened-to log ends, and forgets those that nobody listens to. */
  async tick(): Promise<void> {
    this.#notifier.dropSlowListeners();
    const listened = new Set(this.#notifier.organizations());
    for (const [id, tail] of this.#tails) {
      if (!listened.has(id) && tail.admitting === 0) this.#tails.delete(id);
    }
    const heads = await this.#log.heads([...this.#tails.keys()]);
    for (const [id, tail] of this.#tails) {
      const head = heads.get(id);
      if (head === undefined || tail.woken) continue;
      if (head.seq !== tail.place?.seq || head.epoch !== tail.place.epoch) this.wake(id);
    }
  }

  /** Lets a client in: replays what it missed, or tells it to load the current state, and joins it to the live events. */
  async admit(
    organizationId: OrganizationId,
    client: ClientPlace,
    listener: Listener,
  ): Promise<void> {
    const tail = this.#tails.get(organizationId) ?? newTail();
    this.#tails.set(organizationId, tail);
    tail.admitting += 1;
    try {
      const replayed = await this.#replayMost(organizationId, client, listener);
      const now = { ...client, after: client.after === null ? null : client.after + replayed };
      await this.#inTurn(tail, async () => {
        const place = await this.#push(organizationId, tail);
        const { seq, epoch } = place;
        const resumes = canResume(now, place);
        const isElsewhere = client.epoch !== null && client.epoch !== epoch;
        if (isElsewhere || (now.after !== null && !resumes)) listener.resync({ seq, epoch });
        const after = resumes ? (now.after ?? seq) : seq;
        await this.#replay(organizationId, after, seq, listener);
        listener.ready({ organizationId, seq, epoch, replayed: replayed + seq - after });
      });
    } finally {
      tail.admitting -= 1;
    }
  }

  /**
   * Replays all but the last page before it is the client's turn: a client that takes long to read holds up nobody.
   * Answers how many events that were.
   */
  async #replayMost(
    organizationId: OrganizationId,
    client: ClientPlace,
    listener: Listener,
  ): Promise<number> {
    const head = await this.#head(organizationId);
    if (client.after === null || !canResume(client, head)) return 0;
    const through = head.seq - pageSize;
    for (let seq = client.after; seq < through; seq += pageSize) {
      const end = Math.min(seq + pageSize, through);
      await this.#replay(organizationId, seq, end, listener);
      await listener.taken();
    }
    return Math.max(through - client.after, 0);
  }

  async #replay(
    organizationId: OrganizationId,
    after: number,
    through: number,
    listener: Listener,
  ): Promise<void> {
    for (let seq = after; seq < through; ) {
      const page = await this.#log.read(organizationId, seq, Math.min(pageSize, through - seq));
      if (page.entries.length === 0) return;
      for (const event of await this.#render.execute(organizationId, page.epoch, page.entries)) {
        listener.send(event);
        seq = event.seq;
      }
    }
  }

  /**
   * Tells of the commits that wait, as far as they go on where the last push ended. Whatever does not fit, another
   * process' entries among ours, is read from the log.
   */
  async #pushNew(organizationId: OrganizationId, tail: Tail): Promise<void> {
    const commits = tail.grown.splice(0);
    for (const grown of commits) {
      const { place } = tail;
      const first = grown.entries[0]?.seq ?? 0;
      const last = grown.entries.at(-1)?.seq ?? 0;
      if (place !== null && last <= place.seq) continue;
      if (place === null || tail.mustRead || first !== place.seq + 1) {
        tail.mustRead = true;
        break;
      }
      const events = await this.#render.committed(organizationId, place.epoch, grown);
      for (const event of events) this.#notifier.broadcast(event);
      tail.place = { ...place, seq: last };
    }
    if (tail.mustRead) await this.#push(organizationId, tail);
  }

  /** Brings an organization's listeners up to date, and answers where its log then ends. */
  async #push(organizationId: OrganizationId, tail: Tail): Promise<LogHead> {
    tail.mustRead = false;
    if (tail.place === null) {
      const head = await this.#head(organizationId);
      tail.place = { seq: head.seq, epoch: head.epoch };
      return head;
    }
    for (;;) {
      const page = await this.#log.read(organizationId, tail.place.seq, pageSize);
      const place = { seq: page.seq, epoch: page.epoch };
      if (page.epoch !== tail.place.epoch || page.seq < tail.place.seq) {
        tail.place = place;
        this.#notifier.resync(organizationId, place);
        return page;
      }
      const events = await this.#render.execute(organizationId, page.epoch, page.entries);
      for (const event of events) this.#notifier.broadcast(event);
      tail.place = { seq: events.at(-1)?.seq ?? tail.place.seq, epoch: page.epoch };
      if (page.entries.length < pageSize) return { ...page, seq: tail.place.seq };
    }
  }

  async #head(organizationId: OrganizationId): Promise<LogHead> {
    const head = (await this.#log.heads([organizationId])).get(organizationId);
    if (head === undefined) throw new RangeError('A log must answer every head it is asked for.');
    return head;
  }

  #inTurn<T>(tail: Tail, work: () => Promise<T>): Promise<T> {
    const turn = tail.turn.then(work);
    tail.turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  #failed(organizationId: OrganizationId, error: unknown): void {
    this.#logger.warn('Realtime events wait: the event log could not be read', {
      organizationId,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

interface Tail {
  /** What this process pushed last; null until the end of the log was looked up. */
  place: Place | null;
  turn: Promise<void>;
  woken: boolean;
  /** What this process committed and did not push yet, in order. */
  grown: Grown[];
  /** Whether the log holds what `grown` does not. */
  mustRead: boolean;
  admitting: number;
}

function newTail(): Tail {
  return {
    place: null,
    turn: Promise.resolve(),
    woken: false,
    grown: [],
    mustRead: false,
    admitting: 0,
  };
}

/** A place resumes when it lies in this very log, is still reached by it, and is not too far back to replay. */
function canResume({ after, epoch }: ClientPlace, head: LogHead): boolean {
  if (after === null || after > head.seq || after < head.purgedThrough) return false;
  if (epoch !== null ? epoch !== head.epoch : after > 0) return false;
  return head.seq - after <= longestReplay;
}
