import type { Answer, RunningService } from './a-running-service.ts';
import { answerOf } from './a-running-service.ts';

/** The options of a request. A body that is no text is sent as JSON. A token is a member's of `demo`, null is none. */
export interface RequestOptions {
  body?: unknown;
  contentType?: string | null;
  token?: string | null;
  /** The language of the answer, English by default. */
  language?: string;
}

/** Sends a request with a body to the API. */
export async function send<T = unknown>(
  service: RunningService,
  method: string,
  path: string,
  { body, contentType = 'application/json', token, language = 'en' }: RequestOptions = {},
): Promise<Answer<T>> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const bearer = token === undefined ? await service.token() : token;
  const response = await fetch(service.url + path, {
    method,
    headers: {
      ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      'accept-language': language,
      ...(contentType !== null && { 'content-type': contentType }),
    },
    // Text would bring a content type of its own.
    ...(body !== undefined && { body: new TextEncoder().encode(text) }),
  });
  return answerOf<T>(response);
}
