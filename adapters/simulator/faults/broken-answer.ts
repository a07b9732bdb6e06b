import type { ServerResponse } from 'node:http';
import { ApiRefusal } from '../api/api-refusal.ts';
import { type Answer, json } from '../http/answer.ts';
import type { Fault } from './fault.ts';

const hugeBytes = 10 * 1024 * 1024;
const stallSeconds = 60;

/** Answers in place of the route, which then does nothing. False when the fault is of another kind. */
export function answerBroken(fault: Fault, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'stall':
      stall(response, fault.seconds ?? stallSeconds);
      return true;
    case 'reset':
      response.destroy();
      return true;
    case 'html':
      end(response, 200, '<!doctype html><title>Down for maintenance</title>', 'text/html');
      return true;
    case 'huge':
      end(response, 200, JSON.stringify({ access_token: 'x'.repeat(hugeBytes) }));
      return true;
    case 'redirect':
      response.writeHead(301, { location: 'https://calendly.com/' }).end();
      return true;
    case 'server-error':
      endWith(response, serverError(500));
      return true;
    case 'unavailable':
      endWith(response, serverError(503));
      return true;
    case 'unauthorized':
      endWith(response, new ApiRefusal(401).answer());
      return true;
    case 'rate-limited':
      endWith(response, rateLimited(fault));
      return true;
    default:
      return false;
  }
}

/** Spoils the answer after the route did its work. False when the fault is of another kind. */
export function breakAfterwards(fault: Fault, answer: Answer, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'answer-lost':
      response.destroy();
      return true;
    case 'truncated':
      end(response, answer.status, answer.body.slice(0, answer.body.length / 2));
      return true;
    default:
      return false;
  }
}

function rateLimited({ at, seconds = 1 }: Fault): Answer {
  if (at === 'token') return tooManyTokens();
  const headers = {
    'x-ratelimit-limit': '500',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(seconds),
  };
  const { status, body, headers: usual } = new ApiRefusal(429).answer();
  return { status, body, headers: { ...usual, ...headers } };
}

/** More than eight tokens a minute. Calendly documents the status and not the message. */
export function tooManyTokens(): Answer {
  return json(429, {
    error: 'too_many_requests',
    error_description: 'You have exceeded your rate limit.',
  });
}

function serverError(status: number): Answer {
  const message =
    'The server encountered an unexpected condition that prevented it from fulfilling the request.';
  return json(status, { title: 'Internal Server Error', message });
}

function stall(response: ServerResponse, seconds: number): void {
  const timer = setTimeout(() => response.destroy(), seconds * 1000);
  response.on('close', () => clearTimeout(timer));
}

function endWith(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

function end(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'application/json',
): void {
  response
    .writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
    .end(body);
}
