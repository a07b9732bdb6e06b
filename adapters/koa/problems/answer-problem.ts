import type { Context } from 'koa';
import type { Problem } from '../../wire/problem.ts';
import { type ProblemCode, problemStatuses } from '../../wire/problem-code.ts';
import type { TextKey } from './en.ts';
import { type Facts, languageOf, problemText } from './problem-text.ts';

const titles: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** Names the text of a problem: its code, and which of its texts when it has several. */
export type ProblemKey = Extract<TextKey, ProblemCode | `${ProblemCode}.${string}`>;

export type CodeOf<Key extends ProblemKey> =
  Key extends `${infer Code extends ProblemCode}.${string}` ? Code : Extract<Key, ProblemCode>;

/** The values that the text of a problem needs, and more fields of its body. */
export interface ProblemFacts {
  facts?: Facts;
  more?: Pick<Problem, 'errors' | 'seq' | 'epoch' | 'failing'>;
}

/**
 * Answers an error as `application/problem+json` (RFC 9457), in the reader's language. Its `detail` says what a person
 * can do next.
 */
export function answerProblem(
  ctx: Context,
  key: ProblemKey,
  { facts = {}, more = {} }: ProblemFacts = {},
): void {
  const code = codeOf(key);
  const status = problemStatuses[code];
  const title = statusTitle(status);
  const language = languageOf(ctx);
  const detail = problemText(language, key, facts);
  ctx.status = status;
  // The body may already be bytes when the answer is counted.
  ctx.state['problem'] = code;
  ctx.body = { type: 'about:blank', title, status, detail, code, ...more } satisfies Problem;
  ctx.type = 'application/problem+json';
  ctx.set('Content-Language', language);
  ctx.vary('Accept-Language');
}

/** The phrase of a status (RFC 9110). */
export function statusTitle(status: number): string {
  return titles[status] ?? 'Error';
}

export function codeOf<Key extends ProblemKey>(key: Key): CodeOf<Key> {
  return key.split('.', 1)[0] as CodeOf<Key>;
}
