/** The error of a call by a dead process. No part of the service knows it. */
export class Died extends Error {}

/**
 * The life of a process. It ends at a call to the outside: before the call does anything, or after it did and before
 * anybody here hears of it. From then on nothing that the process calls does anything.
 */
export class Lifeline {
  #left: number;

  /** `steps`: how many edges of calls it lives through; each call has two. */
  constructor(steps = Number.POSITIVE_INFINITY) {
    this.#left = steps;
  }

  get isOver(): boolean {
    return this.#left < 0;
  }

  /** Wraps something outside for the process: calls end with the process's life. */
  guard<T extends object>(outside: T): T {
    return new Proxy(outside, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return async (...given: unknown[]) => {
          this.#step();
          const answer: unknown = await Reflect.apply(member, target, given);
          try {
            this.#step();
          } catch (died) {
            await letGoOf(answer);
            throw died;
          }
          return answer;
        };
      },
    });
  }

  #step(): void {
    this.#left -= 1;
    if (this.isOver) throw new Died('The process is dead.');
  }
}

/** Transactions and their locks end with the process that holds them. */
async function letGoOf(held: unknown): Promise<void> {
  const isHeld = typeof held === 'object' && held !== null && Symbol.asyncDispose in held;
  if (isHeld) await (held as AsyncDisposable)[Symbol.asyncDispose]();
}

/** More than anything here has. */
const mostSteps = 400;

/**
 * Lets a process die at every step of what `begin` begins, each time in a new world, and looks what comes of it. Answers
 * what was seen, from the first step to the last.
 */
export async function atEveryDeath<World, Seen>(
  begin: (life: Lifeline) => Promise<World & { dying: Promise<unknown> }>,
  look: (world: World, steps: number) => Promise<Seen>,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const life = new Lifeline(steps);
    const { dying, ...world } = await begin(life);
    const [end] = await Promise.allSettled([dying]);
    if (!life.isOver) return seen;
    if (end?.status === 'rejected' && !(end.reason instanceof Died)) throw end.reason;
    seen.push(await look(world as World, steps));
  }
  throw new RangeError('It never ends.');
}
