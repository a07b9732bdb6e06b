import { setTimeout as delay } from 'node:timers/promises';

/** Bodies that are sent one after another, in this order. */
export type Sequence = readonly string[];

export interface SendOptions {
  /** The webhook's full URL. */
  url: string;
  /** Makes the headers that sign a body. */
  sign: (body: string) => Record<string, string>;
  /** Sequences begun per second; null for as fast as the service answers. */
  rate: number | null;
  onAnswer(answer: Answer, body: string): void;
}

/** The service's answer to one delivery. `word` is its receipt: `accepted`, `duplicate` … */
export interface Answer {
  status: number;
  word: string;
}

const atOnce = 16;

/**
 * Sends signed webhooks, several sequences at a time.
 * @throws the first failure to reach the service, which ends the sending
 */
export async function sendWebhooks(
  sequences: readonly Sequence[],
  options: SendOptions,
): Promise<void> {
  const startedAt = performance.now();
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (next < sequences.length && !failed) {
      const index = next++;
      if (options.rate !== null) {
        const early = (index * 1000) / options.rate - (performance.now() - startedAt);
        if (early > 0) await delay(early);
      }
      for (const body of sequences[index] ?? []) {
        options.onAnswer(await post(body, options), body);
      }
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, sequences.length) }, async () => {
    try {
      await worker();
    } catch (error) {
      failed = true;
      throw error;
    }
  });
  const results = await Promise.allSettled(workers);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

async function post(body: string, { url, sign }: SendOptions): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...sign(body) },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(15_000),
  });
  return { status: response.status, word: wordOf(await response.text()) };
}

function wordOf(text: string): string {
  try {
    const { status, error } = JSON.parse(text) as Record<string, unknown>;
    const word = status ?? error;
    return typeof word === 'string' ? word : 'no word';
  } catch {
    return 'no word';
  }
}
