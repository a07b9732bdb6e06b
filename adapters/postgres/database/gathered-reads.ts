import { CoreError } from '../../../src/domain/errors.ts';
import { Turns } from '../../../src/domain/turns.ts';

/** How the questions that come during a statement are asked together. */
export interface Gathering<Question, Answer> {
  /** Asks questions in one statement, and returns the function that makes each question's answer from the rows. */
  ask: (questions: readonly Question[]) => Promise<(question: Question, index: number) => Answer>;
  /** Questions of the same name share one answer. */
  nameOf: (question: Question) => string;
  /** The weight of a question, and the most that one statement takes. A single question may weigh more. */
  weightOf: (question: Question) => number;
  mostWeight: number;
}

/** How long those who asked go on before the event loop gets on with everything else. */
const millisecondsInOneGo = 10;

interface Waiting<Question, Answer> {
  question: Question;
  answer: PromiseWithResolvers<Answer>;
}

/**
 * While one statement is under way, questions gather behind it; the next statement takes the first of them, up to its
 * weight. The first one does not wait. A question that fails leaves its neighbours alone. Those who asked go on one
 * after the other, a while in each turn of the loop: what they make of their answers would else be one long stall.
 */
export class GatheredReads<Question, Answer> {
  readonly #gathering: Gathering<Question, Answer>;
  /** By name, in the order in which they came. */
  readonly #waiting = new Map<string, Waiting<Question, Answer>>();
  readonly #turns = new Turns(
    { later: setImmediate, now: () => performance.now() },
    millisecondsInOneGo,
  );
  #running = false;

  constructor(gathering: Gathering<Question, Answer>) {
    this.#gathering = gathering;
  }

  async ask(question: Question): Promise<Answer> {
    const name = this.#gathering.nameOf(question);
    const waiting = this.#waiting.get(name) ?? { question, answer: Promise.withResolvers() };
    this.#waiting.set(name, waiting);
    if (!this.#running) void this.#run();
    const answer = await waiting.answer.promise;
    await this.#turns.take();
    return answer;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Questions of the same turn of the microtask queue are sent together.
    await Promise.resolve();
    while (this.#waiting.size > 0) await this.#settle(this.#take());
    this.#running = false;
  }

  #take(): Waiting<Question, Answer>[] {
    const { weightOf, mostWeight } = this.#gathering;
    const taken: Waiting<Question, Answer>[] = [];
    let weight = 0;
    for (const [name, waiting] of this.#waiting) {
      weight += weightOf(waiting.question);
      if (taken.length > 0 && weight > mostWeight) break;
      taken.push(waiting);
      this.#waiting.delete(name);
    }
    return taken;
  }

  /** A statement that its questions make fail is halved until the culprit stands alone. */
  async #settle(taken: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answerOf = await this.#gathering.ask(taken.map(({ question }) => question));
      for (const [i, waiting] of taken.entries()) settleOne(waiting, i, answerOf);
    } catch (error) {
      const isOfTheStore = error instanceof CoreError && error.retryable;
      if (taken.length === 1 || isOfTheStore) {
        for (const { answer } of taken) answer.reject(error);
        return;
      }
      const middle = Math.ceil(taken.length / 2);
      await this.#settle(taken.slice(0, middle));
      await this.#settle(taken.slice(middle));
    }
  }
}

function settleOne<Question, Answer>(
  { question, answer }: Waiting<Question, Answer>,
  index: number,
  answerOf: (question: Question, index: number) => Answer,
): void {
  try {
    answer.resolve(answerOf(question, index));
  } catch (error) {
    answer.reject(error);
  }
}
