import type { Answer } from './send-webhooks.ts';

const remarks: Record<string, string> = {
  unrouted: 'Unrouted: nobody has claimed them. Set DEFAULT_ORGANIZATION_ID, or connect Calendly.',
  stored: 'Stored: kept, but they could not be applied. The log of the service says why.',
  quarantined: 'Quarantined: signed too far from the time of the service. Compare the clocks.',
};

/** Says how a simulation goes on, and how it went. */
export class SimulationReport {
  readonly #total: number;
  readonly #words = new Map<string, number>();
  #answered = 0;
  #refused: Answer | null = null;

  constructor(total: number) {
    this.#total = total;
  }

  get refused(): Answer | null {
    return this.#refused;
  }

  add(answer: Answer): void {
    this.#answered += 1;
    const isTaken = answer.status >= 200 && answer.status < 300;
    const word = isTaken ? answer.word : `${answer.status} ${answer.word}`;
    this.#words.set(word, (this.#words.get(word) ?? 0) + 1);
    if (!isTaken) this.#refused ??= answer;
    this.#showProgress();
  }

  /** `2 deliveries: 1 accepted, 1 duplicate`, and what there is to know about those words. */
  summary(): string[] {
    const words = [...this.#words].map(([word, count]) => `${count} ${word}`).join(', ');
    const deliveries = this.#answered === 1 ? '1 delivery' : `${this.#answered} deliveries`;
    const known = [...this.#words.keys()].flatMap((word) => remarks[word] ?? []);
    return [`${deliveries}: ${words}`, ...known];
  }

  /** On a terminal one line that changes, elsewhere a line for every tenth. */
  #showProgress(): void {
    if (this.#total < 100) return;
    const done = `${this.#answered} of ${this.#total}`;
    if (process.stderr.isTTY) {
      process.stderr.write(`\r${done}${this.#answered === this.#total ? '\n' : ''}`);
    } else if (tenths(this.#answered, this.#total) > tenths(this.#answered - 1, this.#total)) {
      process.stderr.write(`${done}\n`);
    }
  }
}

/** Why the service refused, as far as its answer tells, and what to do. */
export function explainRefusal({ status, word }: Answer, url: string): string {
  if (status === 401) {
    return 'The service refused the signature: it verifies with another key. Give its own with --key, or its DATA_DIR.';
  }
  if (status === 404 || status === 405)
    return `${url} takes no webhooks. Give the service's URL with --url.`;
  if (status === 429 || status === 503)
    return 'The service cannot take more just now. Try again, or lower --rate.';
  return `The service refused with ${status} (${word}).`;
}

/** Why the service could not be reached, in words. */
export function explainFailure(error: unknown, url: string): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && cause.name === 'TimeoutError')
    return `${url} did not answer in time.`;
  const reason = (cause as { code?: string }).code ?? String(cause);
  return `Nothing answers at ${url} (${reason}). Start the service with npm start, or say where it is: PORT=… or --url.`;
}

function tenths(count: number, total: number): number {
  return Math.floor((count * 10) / total);
}
