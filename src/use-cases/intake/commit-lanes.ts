import type { IncomingDelivery, Receipt } from '../../domain/delivery.ts';
import { StoreUnavailable, TooManyWaiting } from '../../domain/errors.ts';
import type { ReceiveDeliveries } from './receive-deliveries.ts';

export interface LaneLimits {
  /** Lanes that commit side by side. Each has its own share of the organizations. */
  lanes: number;
  /** The most deliveries in one transaction. */
  batchSize: number;
  /** The most deliveries in one transaction while one organization fills a lane. Only a larger batch is faster then. */
  hotBatchSize: number;
  /** The most deliveries that may wait over all lanes, and their most bytes. */
  maxWaiting: number;
  maxWaitingBytes: number;
}

interface Lane {
  waiting: Waiting[];
  running: Promise<void> | null;
}

interface Waiting {
  incoming: IncomingDelivery;
  isWanted: () => boolean;
  resolve: (receipt: Receipt) => void;
  reject: (reason: unknown) => void;
}

export interface CommitLanesParts {
  receiveDeliveries: Pick<ReceiveDeliveries, 'execute'>;
  laneLimits: LaneLimits;
  /** Waits for deliveries that have already reached this process, before an idle lane's batch leaves. */
  gather: () => Promise<void>;
  /** Measures how long a batch of so many deliveries takes. Optional. */
  measureCommit?: <T>(deliveries: number, commit: () => Promise<T>) => Promise<T>;
}

/**
 * Commits in groups. While a lane's transaction commits, arriving deliveries wait behind it, and the next transaction
 * takes them all. An idle lane starts at once. An organization keeps to one lane, so lanes never wait for each other's
 * locks.
 */
export class CommitLanes {
  readonly #parts: CommitLanesParts;
  readonly #lanes: Lane[];
  #waiting = 0;
  #waitingBytes = 0;

  constructor(parts: CommitLanesParts) {
    this.#parts = parts;
    this.#lanes = Array.from({ length: parts.laneLimits.lanes }, () => ({
      waiting: [],
      running: null,
    }));
  }

  /**
   * Resolves with the receipt once the delivery is durable. When its turn comes and `isWanted` is false, the delivery
   * is left out: its sender was refused meanwhile, and sends it again.
   * @throws TooManyWaiting at once, when more deliveries wait than memory may hold
   * @throws StoreUnavailable for a delivery that is left out
   */
  submit(incoming: IncomingDelivery, isWanted: () => boolean = () => true): Promise<Receipt> {
    const bytes = incoming.delivery.rawBody.length;
    if (
      this.#waiting >= this.#parts.laneLimits.maxWaiting ||
      this.#waitingBytes + bytes > this.#parts.laneLimits.maxWaitingBytes
    ) {
      return Promise.reject(
        new TooManyWaiting('More deliveries wait than can be kept. Send it again later.'),
      );
    }
    this.#waiting += 1;
    this.#waitingBytes += bytes;
    const lane = this.#laneOf(incoming);
    return new Promise((resolve, reject) => {
      lane.waiting.push({ incoming, isWanted, resolve, reject });
      lane.running ??= this.#run(lane);
    });
  }

  /** Resolves when no delivery waits any more. */
  async drained(): Promise<void> {
    for (const { running } of this.#lanes) await running;
  }

  async #run(lane: Lane): Promise<void> {
    await this.#parts.gather();
    while (this.#hasWork(lane)) {
      let answer = await this.#outcomeOf(this.#take(lane));
      // The next batch starts at once: one more turn of the event loop would leave the store idle.
      while (this.#hasWork(lane)) {
        const outcome = this.#outcomeOf(this.#take(lane));
        answer();
        answer = await outcome;
      }
      answer();
      await this.#parts.gather();
    }
    lane.running = null;
  }

  /** True while a wanted delivery waits. Unwanted ones are rejected here. */
  #hasWork(lane: Lane): boolean {
    const wanted = lane.waiting.findIndex(({ isWanted }) => isWanted());
    // Senders are refused in the order of arrival, so the unwanted deliveries come first.
    const unwanted = lane.waiting.splice(0, wanted === -1 ? lane.waiting.length : wanted);
    this.#leave(unwanted);
    for (const { reject } of unwanted) reject(new StoreUnavailable('Its turn came too late.'));
    return lane.waiting.length > 0;
  }

  #take(lane: Lane): Waiting[] {
    return lane.waiting.splice(0, this.#sizeOf(lane.waiting));
  }

  /** Commits a batch, and returns a function that answers its senders. */
  async #outcomeOf(batch: Waiting[]): Promise<() => void> {
    try {
      const receipts = await this.#commit(batch.map(({ incoming }) => incoming));
      return () => batch.forEach(({ resolve }, i) => resolve(receipts[i] as Receipt));
    } catch (error) {
      return () => {
        for (const { reject } of batch) reject(error);
      };
    } finally {
      this.#leave(batch);
    }
  }

  #commit(batch: IncomingDelivery[]): Promise<Receipt[]> {
    const { measureCommit, receiveDeliveries } = this.#parts;
    const commit = () => receiveDeliveries.execute(batch);
    return measureCommit === undefined ? commit() : measureCommit(batch.length, commit);
  }

  #leave(gone: readonly Waiting[]): void {
    this.#waiting -= gone.length;
    for (const { incoming } of gone) this.#waitingBytes -= incoming.delivery.rawBody.length;
  }

  #sizeOf(waiting: Waiting[]): number {
    const first = waiting[0]?.incoming.organizationId;
    const { batchSize, hotBatchSize } = this.#parts.laneLimits;
    const hot = waiting
      .slice(0, hotBatchSize)
      .every(({ incoming }) => incoming.organizationId === first);
    return hot ? hotBatchSize : batchSize;
  }

  #laneOf({ organizationId, delivery }: IncomingDelivery): Lane {
    let hash = 0;
    for (const character of organizationId ?? delivery.digest) {
      hash = (hash * 31 + (character.codePointAt(0) ?? 0)) | 0;
    }
    const lane = this.#lanes[Math.abs(hash) % this.#lanes.length];
    if (lane === undefined) throw new RangeError('There must be at least one lane.');
    return lane;
  }
}
