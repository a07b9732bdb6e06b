import { ProviderError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { IdGenerator } from '../ports/id-generator.ts';
import type { Pause } from '../ports/pause.ts';

/** Longer than the calls that are made under a lease: a token in 10 s, and some seconds for the store. */
const leaseMilliseconds = 30_000;
const lookAgainAfter = 100;
/** As long as a lease of somebody who died: whoever waits that long gets it. */
const longestWait = leaseMilliseconds + 5_000;

/** Work that one process does at a time. No transaction is open meanwhile: a lease is a row with an end. */
export class Leases {
  readonly #connections: Pick<ConnectionStore, 'lease' | 'release'>;
  readonly #clock: Clock;
  readonly #ids: IdGenerator;
  readonly #pause: Pause;

  constructor(
    connections: Pick<ConnectionStore, 'lease' | 'release'>,
    clock: Clock,
    ids: IdGenerator,
    pause: Pause,
  ) {
    this.#connections = connections;
    this.#clock = clock;
    this.#ids = ids;
    this.#pause = pause;
  }

  /**
   * Does the work as soon as nobody else does it. Before each try `isDone` looks whether others did it meanwhile: what
   * it answers, unless undefined, is the answer.
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
      await this.#pause(lookAgainAfter);
    }
    throw new ProviderError('Another process is still talking to Calendly about this. Try again.');
  }

  /** Does the work, or answers null when somebody else is at it. */
  async ifFree<T>(name: string, work: () => Promise<T>): Promise<T | null> {
    return (await this.#try(name, work))?.answer ?? null;
  }

  async #try<T>(name: string, work: () => Promise<T>): Promise<{ answer: T } | null> {
    const holder = this.#ids.next();
    const now = this.#clock.now();
    const until = new Date(now.getTime() + leaseMilliseconds);
    if (!(await this.#connections.lease(name, holder, now, until))) return null;
    try {
      return { answer: await work() };
    } finally {
      await this.#connections.release(name, holder);
    }
  }
}
