import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { signatureHeader, signBodyBase64, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { SystemClock } from '../../adapters/node/system-clock.ts';
import { type Service, startService } from '../../adapters/running/service.ts';
import { readConfig } from '../../adapters/settings/config.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { AnswerCheck } from './answer-check.ts';

export const signingKey = 'the signing key of the service';
export const jwtSecret = 'a secret of at least 32 bytes, for tests';

/** How a webhook is posted: signed Calendly's way now, unless said otherwise. */
export interface PostOptions {
  key?: string;
  signedAt?: Date;
  /** `body-base64` is the way of older integration guides. */
  scheme?: 'v1' | 'body-base64';
  /** Instead of a right one; null for none. */
  signature?: string | null;
  headers?: Record<string, string>;
}

/** An answer, read. */
export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

/** Reads one of Calendly's payloads, byte by byte. */
export function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, `../fixtures/calendly/${name}.json`));
}

/** A whole service on a port of its own. It keeps everything in memory by default. */
export class RunningService {
  readonly logger: RecordingLogger;
  readonly #service: Service;
  readonly #clock: Clock;
  readonly #answers: AnswerCheck;
  #stopped: Promise<void> | null = null;

  constructor(service: Service, logger: RecordingLogger, clock: Clock) {
    this.#service = service;
    this.#answers = new AnswerCheck(service.url);
    this.logger = logger;
    this.#clock = clock;
  }

  get url(): string {
    return this.#service.url;
  }

  /** Where its metrics are, when `METRICS_PORT` asked for them. */
  get metricsUrl(): string {
    return this.#service.metricsUrl ?? '';
  }

  /** Posts a webhook. A body that is no text or bytes is sent as JSON. */
  async post<T = unknown>(body: unknown, options: PostOptions = {}): Promise<Answer<T>> {
    const bytes = bytesOf(body);
    const signature = signatureOf(bytes, { signedAt: this.#clock.now(), ...options });
    const response = await fetch(`${this.url}/calendly/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature !== null && { [signatureHeader]: signature }),
        ...options.headers,
      },
      body: new Uint8Array(bytes),
    });
    return answerOf<T>(response);
  }

  /** Asks the API. `token: null` sends none; without one it is a member's of `demo`. */
  async get<T = unknown>(
    path: string,
    { token, headers = {} }: { token?: string | null; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const bearer = token === undefined ? await this.token() : token;
    const authorization = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
    return answerOf<T>(await fetch(this.url + path, { headers: { ...authorization, ...headers } }));
  }

  /** A token that the service accepts, with these claims over the usual ones; an undefined one is left out. */
  async token(claims: Record<string, unknown> = {}): Promise<string> {
    const now = Math.floor(this.#clock.now().getTime() / 1000);
    const usual = { sub: 'a-person', org: 'demo', role: 'member', iat: now, exp: now + 600 };
    return signed({ ...usual, ...claims });
  }

  stop(hurry?: AbortSignal): Promise<void> {
    this.#stopped ??= this.#stop(hurry);
    return this.#stopped;
  }

  /** @throws Error when it answered what no route declares */
  async #stop(hurry?: AbortSignal): Promise<void> {
    await this.#service.stop(hurry);
    this.#answers.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** Starts a service; `settings` are environment variables. */
export async function aRunningService(
  settings: NodeJS.ProcessEnv = {},
  clock: Clock = new SystemClock(),
): Promise<RunningService> {
  const logger = new RecordingLogger();
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    APP_URL: 'https://crm.example',
    DATABASE_URL: 'memory:',
    JWT_SECRET: jwtSecret,
    CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
    // Nobody answers there: who connects in a test says which Calendly.
    CALENDLY_AUTH_URL: 'http://127.0.0.1:1',
    CALENDLY_API_URL: 'http://127.0.0.1:1',
    ...settings,
  });
  return new RunningService(await startService(config, clock, logger), logger, clock);
}

/** Signs claims as they are. */
export function signed(
  claims: Record<string, unknown>,
  { alg = 'HS256', typ = 'JWT' }: { alg?: string; typ?: string } = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg, typ })
    .sign(createSecretKey(Buffer.from(jwtSecret)));
}

function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function signatureOf(
  body: Buffer,
  { key = signingKey, signedAt, scheme = 'v1', signature }: PostOptions & { signedAt: Date },
): string | null {
  if (signature !== undefined) return signature;
  return scheme === 'v1' ? signV1(key, body, signedAt) : signBodyBase64(key, body);
}

/** The answer, with its body parsed when it is JSON. */
export async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const { status, headers } = response;
  return { status, headers, body: (isJson && text !== '' ? JSON.parse(text) : text) as T };
}
