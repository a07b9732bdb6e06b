import pRetry from 'p-retry';
import type { z } from 'zod';
import { ProviderError } from '../../src/domain/errors.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { boundedFetch, type ReadAnswer } from './bounded-fetch.ts';
import { calendlyRefusal } from './calendly-refusal.ts';
import { PassingFailure } from './passing-failure.ts';
import type { RatePace } from './rate-pace.ts';
import { readBody } from './read-body.ts';

/** Calendly's gateway refuses clients without a user agent. */
const userAgent = 'velvena-calendly';
const mebibyte = 1024 * 1024;
/** A list holds up to a hundred meetings, each with notes and a conference's dial-in numbers for every country. */
const maxListBytes = 8 * mebibyte;

/** One call of the API. The path is relative to the API's base and begins with a slash. */
export interface Call {
  accessToken: string;
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: Record<string, string | null>;
  body?: object;
  /** True for a list, which may be larger. */
  isList?: boolean;
  /** True for a call of reading in bulk, which leaves a part of the rate limit for others. */
  isBulk?: boolean;
}

/** An answer, and the time by Calendly's clock when it was written. */
export interface Answered<T> {
  value: T;
  reportedAt: string;
}

export interface CallOptions {
  /** Without a slash at the end. */
  baseUrl: string;
  timeoutMs: number;
  /** The delay before the first of two repetitions of a read. It doubles for the second. */
  retryDelayMs: number;
}

/** Calls Calendly's API. Time and size are bounded, redirects are not followed, and only reads are repeated. */
export class CalendlyCalls {
  readonly #options: CallOptions;
  readonly #pace: RatePace;
  readonly #clock: Clock;

  constructor(options: CallOptions, pace: RatePace, clock: Clock) {
    this.#options = options;
    this.#pace = pace;
    this.#clock = clock;
  }

  /**
   * Reads an answer by its schema.
   * @throws CalendlyRefusal
   */
  async ask<T extends z.ZodType>(call: Call, schema: T): Promise<Answered<z.output<T>>> {
    const send = async () => {
      const answer = await this.#send(call);
      const read = readBody({ rawBody: answer.body, headers: {} });
      if ('json' in read) return { json: read.json, reportedAt: this.#reportedAt(answer) };
      throw new PassingFailure(`Calendly answered ${nameOf(call)} with what is no JSON.`);
    };
    const { json, reportedAt } = call.method === 'GET' ? await this.#again(send) : await send();
    const { data } = schema.safeParse(json);
    if (data !== undefined) return { value: data, reportedAt };
    throw new ProviderError(`Calendly answered ${nameOf(call)} with what cannot be understood.`);
  }

  /**
   * Makes a call whose answer has no body. The call is never repeated.
   * @throws CalendlyRefusal
   */
  async perform(call: Call): Promise<void> {
    await this.#send(call);
  }

  async #send(call: Call): Promise<ReadAnswer> {
    const { accessToken, isBulk = false, isList = false } = call;
    const { timeoutMs, baseUrl } = this.#options;
    const url = new URL(`${baseUrl}${call.path}`);
    for (const [name, value] of Object.entries(call.query ?? {}))
      if (value !== null) url.searchParams.set(name, value);
    const bounds = { timeoutMs, maxBytes: isList ? maxListBytes : mebibyte };
    return this.#pace.call(accessToken, isBulk, async () => {
      const answer = await boundedFetch(url, requestOf(call), bounds);
      this.#pace.heard(accessToken, answer.headers);
      if (answer.status >= 200 && answer.status < 300) return answer;
      throw calendlyRefusal(answer, nameOf(call), this.#clock);
    });
  }

  #again<T>(read: () => Promise<T>): Promise<T> {
    return pRetry(read, {
      retries: 2,
      minTimeout: this.#options.retryDelayMs,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof PassingFailure,
    });
  }

  /**
   * The answer's `Date`, else the clock's time, as ISO 8601. It stands for the `created_at` of a webhook's envelope,
   * which the same clock writes.
   */
  #reportedAt({ headers }: ReadAnswer): string {
    const date = Date.parse(headers.get('date') ?? '');
    return (Number.isNaN(date) ? this.#clock.now() : new Date(date)).toISOString();
  }
}

function requestOf({ accessToken, method, body }: Call): RequestInit {
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${accessToken}`,
    'user-agent': userAgent,
  };
  if (body === undefined) return { method, headers };
  const type = { 'content-type': 'application/json' };
  return { method, headers: { ...headers, ...type }, body: JSON.stringify(body) };
}

function nameOf({ method, path }: Call): string {
  return `${method} ${path}`;
}
