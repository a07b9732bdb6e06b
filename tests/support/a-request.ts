import type { Answer, RunningService } from './a-running-service.ts';
import { answerOf } from './a-running-service.ts';

/** What a request says besides its path. A body that is no text is sent as JSON; a token is a member's of `demo`. */
export interface RequestOptions {
  body?: unknown;
  contentType?: string | null;
  token?: string;
}

/** Sends a request with a body to the API. */
export async function send<T = unknown>(
  service: RunningService,
  method: string,
  path: string,
  { body, contentType = 'application/json', token }: RequestOptions = {},
): Promise<Answer<T>> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(service.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token ?? (await service.token())}`,
      ...(contentType !== null && { 'content-type': contentType }),
    },
    // Text would bring a content type of its own.
    ...(body !== undefined && { body: new TextEncoder().encode(text) }),
  });
  return answerOf<T>(response);
}
