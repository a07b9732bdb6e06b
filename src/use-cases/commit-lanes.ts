import type { IncomingDelivery, Receipt } from '../domain/delivery.ts';
import { TooManyWaiting } from '../domain/errors.ts';

export interface LaneLimits {
  /** Lanes that commit side by side, each with its own share of the organizations. */
  lanes: number;
  /** Deliveries that one transaction takes. */
  batchSize: number;
  /** The same while one organization fills a lane by itself: then only a larger batch makes it faster. */
  hotBatchSize: number;
  /** Deliveries, and bytes of them, that may wait over all lanes. */
  maxWaiting: number;
  maxWaitingBytes: number;
}

type Execute = (batch: IncomingDelivery[]) => Promise<Receipt[]>;

interface Lane {
  waiting: Waiting[];
  running: Promise<void> | null;
}

interface Waiting {
  incoming: IncomingDelivery;
  resolve: (receipt: Receipt) => void;
  reject: (reason: unknown) => void;
}

/**
 * Group commit. While a lane's transaction commits, arriving deliveries gather behind it; the next one takes them all.
 * An idle lane starts at once. Organizations keep to one lane, so lanes never wait for each other's locks.
 */
export class CommitLanes {
  readonly #execute: Execute;
  readonly #limits: LaneLimits;
  readonly #gather: () => Promise<void>;
  readonly #lanes: Lane[];
  #waiting = 0;
  #waitingBytes = 0;

  /** `gather` lets what has already reached this process get in line, before an idle lane's batch leaves. */
  constructor(execute: Execute, limits: LaneLimits, gather: () => Promise<void>) {
    this.#execute = execute;
    this.#limits = limits;
    this.#gather = gather;
    this.#lanes = Array.from({ length: limits.lanes }, () => ({ waiting: [], running: null }));
  }

  /**
   * Resolves once the delivery is durable, with what became of it.
   * @throws TooManyWaiting at once, when more wait than may be kept in memory
   */
  submit(incoming: IncomingDelivery): Promise<Receipt> {
    const bytes = incoming.delivery.rawBody.length;
    if (
      this.#waiting >= this.#limits.maxWaiting ||
      this.#waitingBytes + bytes > this.#limits.maxWaitingBytes
    ) {
      return Promise.reject(
        new TooManyWaiting('More deliveries wait than can be kept. Send it again later.'),
      );
    }
    this.#waiting += 1;
    this.#waitingBytes += bytes;
    const lane = this.#laneOf(incoming);
    return new Promise((resolve, reject) => {
      lane.waiting.push({ incoming, resolve, reject });
      lane.running ??= this.#run(lane);
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    for (const { running } of this.#lanes) await running;
  }

  async #run(lane: Lane): Promise<void> {
    await this.#gather();
    while (lane.waiting.length > 0) {
      let answer = await this.#outcomeOf(this.#take(lane));
      // What waits by now is taken at once: for one more turn of the loop the store would have nothing to do.
      while (lane.waiting.length > 0) {
        const outcome = this.#outcomeOf(this.#take(lane));
        answer();
        answer = await outcome;
      }
      answer();
      await this.#gather();
    }
    lane.running = null;
  }

  #take(lane: Lane): Waiting[] {
    return lane.waiting.splice(0, this.#sizeOf(lane.waiting));
  }

  /** How to tell the senders of a batch what became of it. */
  async #outcomeOf(batch: Waiting[]): Promise<() => void> {
    try {
      const receipts = await this.#execute(batch.map(({ incoming }) => incoming));
      return () => batch.forEach(({ resolve }, i) => resolve(receipts[i] as Receipt));
    } catch (error) {
      return () => {
        for (const { reject } of batch) reject(error);
      };
    } finally {
      this.#waiting -= batch.length;
      for (const { incoming } of batch) this.#waitingBytes -= incoming.delivery.rawBody.length;
    }
  }

  #sizeOf(waiting: Waiting[]): number {
    const first = waiting[0]?.incoming.organizationId;
    const { batchSize, hotBatchSize } = this.#limits;
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
