import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../adapters/wire/problem.ts';
import { type ProblemCode, problemStatuses } from '../../adapters/wire/problem-code.ts';
import { httpApi } from '../../adapters/wire/routes/http-api.ts';
import { problemsOf, type Route } from '../../adapters/wire/routes/route.ts';

/** An answer as it went out on the wire. */
export interface SentAnswer {
  method: string;
  path: string;
  status: number;
  type: string;
  body: string;
}

interface Started {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
}

const channel = 'http.server.request.start';
/** Reading answers by their schemas takes time, which a service under test may not have: it waits up to this much. */
const mostWaitingCharacters = 32 * 1024 * 1024;

const routes = Object.values<Route>(httpApi).map((route) => ({
  route,
  address: new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+').replace('.', '\\.')}/?$`, 'i'),
}));

/** Watches what a service of this process answers: every answer of a route is one that the route declares. */
export class AnswerCheck {
  readonly #port: number;
  /** Answers that are the same are read once. */
  readonly #waiting = new Map<string, SentAnswer>();
  #waitingCharacters = 0;
  readonly #misfits: string[] = [];

  constructor(url: string) {
    this.#port = Number(new URL(url).port);
    subscribe(channel, this.#watch);
  }

  /** @throws Error that names the answers which no declaration has */
  end(): void {
    unsubscribe(channel, this.#watch);
    this.#read();
    if (this.#misfits.length > 0) {
      throw new Error(`Answers that no route declares:\n${this.#misfits.join('\n')}`);
    }
  }

  readonly #watch = (message: unknown): void => {
    const { request, response, socket } = message as Started;
    if (socket.localPort !== this.#port) return;
    const chunks: Buffer[] = [];
    const keep = (chunk: unknown) => {
      const isJson = String(response.getHeader('content-type') ?? '').includes('json');
      if (isJson && (typeof chunk === 'string' || chunk instanceof Uint8Array)) {
        chunks.push(Buffer.from(chunk as string));
      }
    };
    for (const name of ['write', 'end'] as const) {
      const send = response[name].bind(response) as (...given: unknown[]) => never;
      response[name] = (...given: unknown[]) => {
        keep(given[0]);
        return send(...given);
      };
    }
    response.once('finish', () => {
      const [path = ''] = (request.url ?? '').split('?', 1);
      this.#add({
        method: request.method ?? '',
        path,
        status: response.statusCode,
        type: String(response.getHeader('content-type') ?? ''),
        body: Buffer.concat(chunks).toString(),
      });
    });
  };

  #add(answer: SentAnswer): void {
    const { method, path, status, body } = answer;
    const address = routes.findIndex((each) => each.address.test(path));
    this.#waiting.set(`${method} ${address === -1 ? path : address} ${status} ${body}`, answer);
    this.#waitingCharacters += body.length;
    if (this.#waitingCharacters > mostWaitingCharacters) this.#read();
  }

  #read(): void {
    for (const answer of this.#waiting.values()) {
      const misfit = misfitOf(answer);
      if (misfit !== null) this.#misfits.push(`${answer.method} ${answer.path}: ${misfit}`);
    }
    this.#waiting.clear();
    this.#waitingCharacters = 0;
  }
}

/** The part of an answer that its declaration lacks; null when it is as declared. Pages are no answers of the API. */
export function misfitOf({ method, path, status, type, body }: SentAnswer): string | null {
  if (type.includes('html')) return null;
  const here = routes.filter(({ address }) => address.test(path)).map(({ route }) => route);
  const route = here.find((each) => each.method === (method === 'HEAD' ? 'GET' : method));
  const isProblem = type === 'application/problem+json';
  if (isProblem) return problemMisfit(route, { method, status, body });
  if (route === undefined) return here.length === 0 || method === 'OPTIONS' ? null : `${status}`;
  const schema = route.answers[status as keyof Route['answers']];
  if (schema === undefined) return `a ${status} that is not declared`;
  if (schema === null || method === 'HEAD')
    return body === '' ? null : 'a body where there is none';
  if (!type.startsWith('application/json')) return `a body of the type ${type}`;
  const value: unknown = JSON.parse(body);
  const read = schema.safeParse(value);
  if (!read.success) return JSON.stringify(read.error.issues).slice(0, 1000);
  return isDeepStrictEqual(read.data, value) ? null : 'fields that are not declared';
}

function problemMisfit(
  route: Route | undefined,
  { method, status, body }: Pick<SentAnswer, 'method' | 'status' | 'body'>,
): string | null {
  if (method === 'HEAD') return null;
  const value: unknown = JSON.parse(body);
  const read = Problem.strict().safeParse(value);
  if (!read.success) return JSON.stringify(read.error.issues).slice(0, 1000);
  const { code } = read.data;
  if (read.data.status !== status || problemStatuses[code] !== status)
    return `${code} as ${status}`;
  const declared: ProblemCode[] =
    route === undefined ? (Object.keys(problemStatuses) as ProblemCode[]) : problemsOf(route);
  return declared.includes(code) ? null : `a problem that is not declared: ${code}`;
}
