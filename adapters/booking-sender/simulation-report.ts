import type { Answer } from './send-webhooks.ts';

const remarks: Record<string, string> = {
  unrouted:
    'Unrouted: no organization claims them. Set DEFAULT_ORGANIZATION_ID, or connect Calendly.',
  stored: 'Stored: kept, but not applied. The log of the service says why.',
  quarantined:
    'Quarantined: the time of the signature is too far from the time of the service. Compare the clocks.',
};

/** Reports the progress and the result of a simulation. */
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

  /** `2 deliveries: 1 accepted, 1 duplicate`, with an explanation of these words. */
  summary(): string[] {
    const words = [...this.#words].map(([word, count]) => `${count} ${word}`).join(', ');
    const deliveries = this.#answered === 1 ? '1 delivery' : `${this.#answered} deliveries`;
    const known = [...this.#words.keys()].flatMap((word) => remarks[word] ?? []);
    return [`${deliveries}: ${words}`, ...known];
  }

  /** A terminal shows one line that changes. Other outputs get a line for every tenth. */
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

/** The reason for the service's refusal, by its answer, and what to do. */
export function explainRefusal({ status, word }: Answer, url: string): string {
  if (status === 401) {
    return 'The service refused the signature: it uses another key. Give its key with --key, or its DATA_DIR.';
  }
  if (status === 404 || status === 405)
    return `${url} takes no webhooks. Give the service's URL with --url.`;
  if (status === 429 || status === 503)
    return 'The service cannot accept more at the moment. Try again, or lower --rate.';
  return `The service refused with ${status} (${word}).`;
}

/** The reason why the service could not be reached, for a person. */
export function explainFailure(error: unknown, url: string): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && cause.name === 'TimeoutError')
    return `${url} did not answer in time.`;
  const reason = (cause as { code?: string }).code ?? String(cause);
  return `Nothing answers at ${url} (${reason}). Start the service with npm start, or give its address: PORT=… or --url.`;
}

function tenths(count: number, total: number): number {
  return Math.floor((count * 10) / total);
}
