import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiRefusal } from '../api/api-refusal.ts';
import type { CallCounter } from '../control/call-counter.ts';
import { answerBroken, breakAfterwards } from '../faults/broken-answer.ts';
import type { FaultBoard } from '../faults/fault-board.ts';
import { misleadingPage } from '../faults/misleading-page.ts';
import { type Answer, json } from './answer.ts';
import { BodyTooLarge, type Call, readBody } from './call.ts';
import { refuseForeign } from './foreign-pages.ts';
import type { Match, Router } from './router.ts';

export interface Serving {
  readonly router: Router;
  readonly faults: FaultBoard;
  readonly counter: CallCounter;
}

/** Answers one request: finds its route, counts the call, and applies a fault. */
export async function serve(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', 'http://simulator');
  const match = serving.router.match(method, url.pathname);
  if (match === null) {
    send(response, new ApiRefusal(404).answer());
    return;
  }
  const name = `${match.route.method} ${match.route.path}`;
  const counted = serving.counter.begin(name);
  const fault = serving.faults.take(match.route.kind, name);
  if (fault === null || !answerBroken(fault, response)) {
    const answer = await answerOf(match, request, url, fault);
    const token = url.searchParams.get('page_token');
    if (fault === null) send(response, answer);
    else if (!breakAfterwards(fault, answer, response))
      send(response, misleadingPage(fault, answer, token));
  }
  const status = response.headersSent ? response.statusCode : 0;
  counted.statuses[status] = (counted.statuses[status] ?? 0) + 1;
}

async function answerOf(
  { route, params }: Match,
  request: IncomingMessage,
  url: URL,
  fault: Call['fault'],
): Promise<Answer> {
  try {
    const { headers } = request;
    const { method, kind } = route;
    if (kind === 'page' || kind === 'control' || kind === 'oauth') refuseForeign(method, headers);
    const body = await readBody(request);
    const call = { method, path: url.pathname, query: url.searchParams, params, headers, body };
    return await route.handle({ ...call, fault });
  } catch (error) {
    if (error instanceof ApiRefusal) return error.answer();
    if (error instanceof BodyTooLarge) return json(413, { title: 'Payload Too Large' });
    throw error;
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
