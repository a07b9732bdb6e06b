import { ProblemError } from './problem-error.ts';
import { ServerAwayError } from './server-away-error.ts';
import type { ServerReach } from './server-reach.ts';

interface JsonRequest {
  method: string;
  path: string;
  token: string;
  body: object | undefined;
  signal: AbortSignal | undefined;
  reach: ServerReach;
}

const gatewayStatuses = [502, 503, 504];

/** Null for an answer without a body (204). Throws `ProblemError` for what the server refuses, `ServerAwayError` when nobody answers. */
export async function requestJson<T>({
  method,
  path,
  token,
  body,
  signal,
  reach,
}: JsonRequest): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      // Problems come in the language of the page.
      'accept-language': document.documentElement.lang,
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal !== undefined && { signal }),
    cache: 'no-store',
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    reach.note(true);
    throw new ServerAwayError('The server does not answer.', { cause: error });
  });
  if (gatewayStatuses.includes(response.status)) {
    reach.note(true);
    throw new ServerAwayError(`The server answers ${response.status}.`);
  }
  reach.note(false);

  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && (answer !== null || response.status === 204)) return answer as T;
  throw problemOf(response, answer);
}

function problemOf(response: Response, answer: unknown): ProblemError {
  const problem = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<
    string,
    unknown
  >;
  const text = (name: string) => (typeof problem[name] === 'string' ? problem[name] : null);
  const detail = text('detail') ?? text('title') ?? response.statusText;
  return new ProblemError(response.status, text('code') ?? `http_${response.status}`, detail);
}
