import { ProviderError } from '../../src/domain/errors.ts';
import { PassingFailure } from './passing-failure.ts';

/** Bounds of one call: how long the whole answer may take, and how large its body may be. */
export interface FetchBounds {
  timeoutMs: number;
  maxBytes: number;
}

/** An answer whose body was read. */
export interface ReadAnswer {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/**
 * Fetches without following redirects, and reads the body up to a limit. The limit counts decompressed bytes.
 * @throws PassingFailure when no whole answer came in time
 * @throws ProviderError when the answer is a redirect, or is too large
 */
export async function boundedFetch(
  url: URL,
  init: RequestInit,
  { timeoutMs, maxBytes }: FetchBounds,
): Promise<ReadAnswer> {
  const asked = `${init.method ?? 'GET'} ${url.pathname}`;
  const response = await attempt(asked, timeoutMs, () =>
    fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) }),
  );
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    throw new ProviderError(`Calendly redirects ${asked} elsewhere (${status}).`);
  }
  const body = await attempt(asked, timeoutMs, () => readUpTo(response, maxBytes));
  if (body === null) throw new ProviderError(`Calendly answered ${asked} with too large a body.`);
  return { status, headers, body };
}

/** Null when the body is larger than `maxBytes`. */
async function readUpTo(response: Response, maxBytes: number): Promise<ReadAnswer['body'] | null> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (declared <= maxBytes) {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
  await response.body?.cancel();
  return null;
}

/** The error does not repeat the network's message: that message may name hosts and proxies. */
async function attempt<T>(asked: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const isLate = cause instanceof Error && cause.name === 'TimeoutError';
    const why = isLate ? `within ${timeoutMs / 1000} s` : 'as the connection failed';
    throw new PassingFailure(`Calendly did not answer ${asked} ${why}.`, { cause });
  }
}
