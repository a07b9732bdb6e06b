import pRetry from 'p-retry';
import type { z } from 'zod';
import { ProviderError } from '../../src/domain/errors.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { boundedFetch, type ReadAnswer } from './bounded-fetch.ts';
import { calendlyRefusal } from './calendly-refusal.ts';
import { PassingFailure } from './passing-failure.ts';
import type { RatePace } from './rate-pace.ts';
import { readBody } from './read-body.ts';

/** The API sits behind a gate that turns nameless clients away. */
const userAgent = 'velvena-calendly';
const mebibyte = 1024 * 1024;
/** A list has up to a hundred meetings, each with notes and a conference's dial-in numbers of any country. */
const maxListBytes = 8 * mebibyte;

/** One call of the API. The path is relative to its base, and begins with a slash. */
export interface Call {
  accessToken: string;
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: Record<string, string | null>;
  body?: object;
  /** A list: it may be larger. */
  isList?: boolean;
  /** Reading in bulk leaves room in the rate limit for others. */
  isBulk?: boolean;
}

/** What was answered, and when, by Calendly's clock. */
export interface Answered<T> {
  value: T;
  toldAt: string;
}

export interface CallOptions {
  /** Without a slash at the end. */
  baseUrl: string;
  timeoutMs: number;
  /** Before the first of two more tries of a read; it doubles. */
  retryDelayMs: number;
}

/** Calls Calendly's API: with a bounded wait and size, following no redirect, and asking again where only reading. */
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
      if ('json' in read) return { json: read.json, toldAt: this.#toldAt(answer) };
      throw new PassingFailure(`Calendly answered ${nameOf(call)} with what is no JSON.`);
    };
    const { json, toldAt } = call.method === 'GET' ? await this.#again(send) : await send();
    const { data } = schema.safeParse(json);
    if (data !== undefined) return { value: data, toldAt };
    throw new ProviderError(`Calendly answered ${nameOf(call)} with what cannot be understood.`);
  }

  /**
   * Does what is answered with nothing. It is never repeated.
   * @throws CalendlyRefusal
   */
  async tell(call: Call): Promise<void> {
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

  /** The envelope of what is read: a webhook's tells when Calendly wrote it, by the same clock. */
  #toldAt({ headers }: ReadAnswer): string {
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
