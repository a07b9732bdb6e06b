import { ProviderError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { IdGenerator } from '../../ports/id-generator.ts';
import type { Pause } from '../../ports/pause.ts';

/** Longer than the calls under a lease: 10 s for a token, and some seconds for the store. */
const leaseMilliseconds = 30_000;
const lookAgainAfter = 100;
/** Longer than the lease of a process that died, so a caller that waits this long gets it. */
const longestWait = leaseMilliseconds + 5_000;

/** Names the lease for checking or setting up a connection: one that is half set up looks broken. */
export function watchLease(connectionId: string): string {
  return `watch:${connectionId}`;
}

export interface LeasesParts {
  connections: Pick<ConnectionStore, 'lease' | 'release'>;
  clock: Clock;
  ids: IdGenerator;
  pause: Pause;
}

/** Runs work in one process at a time. No transaction is open meanwhile: a lease is a row with an end. */
export class Leases {
  readonly #parts: LeasesParts;

  constructor(parts: LeasesParts) {
    this.#parts = parts;
  }

  /**
   * Does the work as soon as nobody else does it. Before each try, `isDone` checks whether another process did it: its
   * answer, unless undefined, is returned.
   * @throws ProviderError when others take longer than they may
   */
  async hold<T>(
    name: string,
    work: () => Promise<T>,
    isDone: () => Promise<T | undefined> = async () => undefined,
  ): Promise<T> {
    for (let waited = 0; waited <= longestWait; waited += lookAgainAfter) {
      const done = await isDone();
      if (done !== undefined) return done;
      const held = await this.#try(name, work);
      if (held !== null) return held.answer;
      await this.#parts.pause(lookAgainAfter);
    }
    throw new ProviderError('Another process is still talking to Calendly about this. Try again.');
  }

  /** Does the work, or returns null when another process is at it. */
  async ifFree<T>(name: string, work: () => Promise<T>): Promise<T | null> {
    return (await this.#try(name, work))?.answer ?? null;
  }

  async #try<T>(name: string, work: () => Promise<T>): Promise<{ answer: T } | null> {
    const holder = this.#parts.ids.next();
    const now = this.#parts.clock.now();
    const until = new Date(now.getTime() + leaseMilliseconds);
    if (!(await this.#parts.connections.lease(name, holder, now, until))) return null;
    try {
      return { answer: await work() };
    } finally {
      await this.#parts.connections.release(name, holder);
    }
  }
}
