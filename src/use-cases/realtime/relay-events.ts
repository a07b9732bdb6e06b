import { bounds } from '../../domain/bounds.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { EventLog, Grown, LogHead } from '../../ports/event-log.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Listener, LogPosition, Notifier, RealtimeEvent } from '../../ports/notifier.ts';
import { EventStretches } from './event-stretches.ts';
import { ReadLog } from './read-log.ts';
import type { RenderEvents } from './render-events.ts';

const pageSize = bounds.stretchRows.value;
/** Events that are left for a client's turn. They stay below 1 MiB. */
const leftForTurn = 10;
/** The most events that a client gets while others wait, because the log goes on growing until its turn. */
const mostInTurn = 100;
/** A client that is not near the end of the log after so many attempts loads the current state instead. */
const mostAttempts = 10;
const longestReplay = 10_000;
/**
 * The most commits of one organization that wait for their announcement. Beyond that, reading them from the log is
 * cheaper.
 */
const mostWaiting = 64;

/** A client's own position: the last event it saw, and in which log. */
export interface ClientPosition {
  after: number | null;
  epoch: string | null;
}

export interface RelayEventsParts {
  eventLog: EventLog;
  renderEvents: RenderEvents;
  /** `written` resolves after a broadcast, when there may be another. Without it there may be one at once. */
  notifier: Notifier & { written?(): Promise<void> };
  logger: Logger;
}

/**
 * Tails the event log for the organizations that have listeners on this process. Live pushes and replays read the same
 * log, and take turns per organization. So a client that comes in neither misses an event nor sees one twice.
 */
export class RelayEvents {
  readonly #parts: RelayEventsParts;
  readonly #readLog: ReadLog;
  readonly #stretches: EventStretches;
  readonly #tails = new Map<OrganizationId, Tail>();

  constructor(parts: RelayEventsParts) {
    this.#parts = parts;
    this.#readLog = new ReadLog(parts);
    this.#stretches = new EventStretches(this.#readLog);
  }

  /** Wakes at once, from now on, when the log grows. Without it only {@link tick} finds new entries. */
  listen(): void {
    this.#parts.eventLog.onGrown((organizationId, grown) => this.wake(organizationId, grown));
  }

  /** Pushes new events to an organization's listeners, soon. It costs nothing where nobody listens. */
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

  /**
   * Checks the end of every listened-to log, and drops those without listeners. It is the guarantee behind the wakes.
   */
  async tick(): Promise<void> {
    this.#parts.notifier.dropSlowListeners();
    const listened = new Set(this.#parts.notifier.organizations());
    for (const [id, tail] of this.#tails) {
      if (!listened.has(id) && tail.admitting === 0) this.#tails.delete(id);
    }
    const heads = await this.#parts.eventLog.heads([...this.#tails.keys()]);
    for (const [id, tail] of this.#tails) {
      const head = heads.get(id);
      if (head === undefined || tail.woken) continue;
      if (head.seq !== tail.position?.seq || head.epoch !== tail.position.epoch) this.wake(id);
    }
  }

  /**
   * Lets a client in: replays the events it missed, or notifies it to load the current state, and joins it to the live
   * events.
   */
  async admit(
    organizationId: OrganizationId,
    client: ClientPosition,
    listener: Listener,
  ): Promise<void> {
    const tail = this.#tails.get(organizationId) ?? newTail();
    this.#tails.set(organizationId, tail);
    tail.admitting += 1;
    try {
      let now = client;
      let replayed = 0;
      for (let attempt = 1; ; attempt += 1) {
        const reached = await this.#replayMost(organizationId, now, listener);
        replayed += (reached?.after ?? 0) - (reached === null ? 0 : (now.after ?? 0));
        now = reached ?? now;
        const isIn = await this.#inTurn(tail, async () => {
          const position = await this.#positionFor(organizationId, tail, reached);
          const resumes = canResume(now, position);
          const isFar = resumes && position.seq - (now.after ?? position.seq) > mostInTurn;
          if (isFar && attempt < mostAttempts) return false;
          const { seq, epoch } = position;
          const goesOn = resumes && !isFar;
          const isElsewhere = client.epoch !== null && client.epoch !== epoch;
          if (isElsewhere || (now.after !== null && !goesOn)) listener.resync({ seq, epoch });
          const after = goesOn ? (now.after ?? seq) : seq;
          await this.#replay({ organizationId, epoch }, after, seq, listener);
          listener.ready({ organizationId, seq, epoch, replayed: replayed + seq - after });
          return true;
        });
        if (isIn) return;
      }
    } finally {
      tail.admitting -= 1;
      if (tail.admitting === 0) this.#stretches.forget(organizationId);
    }
  }

  /** The position of the listeners. The log is read, unless this client has already reached their position. */
  async #positionFor(
    organizationId: OrganizationId,
    tail: Tail,
    reached: ReachedPosition | null,
  ): Promise<LogHead> {
    const { position, mustRead, grown } = tail;
    const isCurrent = position !== null && !mustRead && grown.length === 0;
    if (isCurrent && reached?.epoch === position.epoch && reached.after <= position.seq)
      return { ...position, purgedThrough: 0 };
    return this.#push(organizationId, tail);
  }

  /**
   * Replays all but the last few events before the client's turn, so a client that reads slowly delays nobody. Returns
   * the position that it reached; null when it cannot resume.
   */
  async #replayMost(
    organizationId: OrganizationId,
    client: ClientPosition,
    listener: Listener,
  ): Promise<ReachedPosition | null> {
    const { after } = client;
    if (after === null) return null;
    const head = await this.#head(organizationId);
    if (!canResume(client, head)) return null;
    const { epoch } = head;
    const through = Math.max(head.seq - leftForTurn, after);
    await this.#replay({ organizationId, epoch }, after, through, listener, () => listener.taken());
    return { after: through, epoch };
  }

  /** Asks for every event anew once `sent` is done, so no rendered event is held for a slow client. */
  async #replay(
    log: { organizationId: OrganizationId; epoch: string },
    after: number,
    through: number,
    listener: Listener,
    sent: () => Promise<void> = async () => undefined,
  ): Promise<void> {
    for (let seq = after; seq < through; ) {
      const event = await this.#stretches.next(log, seq, through);
      if (event === null) return;
      listener.send(event);
      seq = event.seq;
      await sent();
    }
  }

  /**
   * Announces the waiting commits that continue the last push. When another process' entries lie between, the log is
   * read instead.
   */
  async #pushNew(organizationId: OrganizationId, tail: Tail): Promise<void> {
    const commits = tail.grown.splice(0);
    for (const grown of commits) {
      const { position } = tail;
      const first = grown.entries[0]?.seq ?? 0;
      const last = grown.entries.at(-1)?.seq ?? 0;
      if (position !== null && last <= position.seq) continue;
      if (position === null || tail.mustRead || first !== position.seq + 1) {
        tail.mustRead = true;
        break;
      }
      const events = await this.#parts.renderEvents.committed(
        organizationId,
        position.epoch,
        grown,
      );
      await this.#broadcast(events);
      tail.position = { ...position, seq: last };
    }
    if (tail.mustRead) await this.#push(organizationId, tail);
  }

  /** Brings an organization's listeners up to date, and returns the end of its log. */
  async #push(organizationId: OrganizationId, tail: Tail): Promise<LogHead> {
    tail.mustRead = false;
    if (tail.position === null) {
      const head = await this.#head(organizationId);
      tail.position = { seq: head.seq, epoch: head.epoch };
      return head;
    }
    for (;;) {
      const page = await this.#readLog.stretch(organizationId, tail.position.seq, pageSize);
      const position = { seq: page.seq, epoch: page.epoch };
      if (page.epoch !== tail.position.epoch || page.seq < tail.position.seq) {
        tail.position = position;
        this.#parts.notifier.resync(organizationId, position);
        return page;
      }
      await this.#broadcast(page.events);
      tail.position = { seq: page.through, epoch: page.epoch };
      if (!page.more) return { ...page, seq: page.through };
    }
  }

  async #broadcast(events: readonly RealtimeEvent[]): Promise<void> {
    const { notifier } = this.#parts;
    for (const event of events) {
      notifier.broadcast(event);
      await notifier.written?.();
    }
  }

  async #head(organizationId: OrganizationId): Promise<LogHead> {
    const head = (await this.#parts.eventLog.heads([organizationId])).get(organizationId);
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
    this.#parts.logger.warn('Realtime events wait: the event log could not be read', {
      organizationId,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

/** The position that a client reached. */
interface ReachedPosition {
  after: number;
  epoch: string;
}

interface Tail {
  /** The position of this process's last push; null until the end of the log is known. */
  position: LogPosition | null;
  turn: Promise<void>;
  woken: boolean;
  /** Commits of this process that it has not pushed yet, in order. */
  grown: Grown[];
  /** True when the log holds entries that `grown` lacks. */
  mustRead: boolean;
  admitting: number;
}

function newTail(): Tail {
  return {
    position: null,
    turn: Promise.resolve(),
    woken: false,
    grown: [],
    mustRead: false,
    admitting: 0,
  };
}

/**
 * True when a client can resume from its position: it lies in this log, is not purged, and is not too far back to
 * replay.
 */
function canResume({ after, epoch }: ClientPosition, head: LogHead): boolean {
  if (after === null || after > head.seq || after < head.purgedThrough) return false;
  if (epoch !== null ? epoch !== head.epoch : after > 0) return false;
  return head.seq - after <= longestReplay;
}
