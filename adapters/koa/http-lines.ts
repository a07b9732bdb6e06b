import type { IncomingMessage, RequestListener, Server, ServerOptions } from 'node:http';
import { createServer, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { bounds } from '../../src/domain/bounds.ts';

/** A turn of the loop this short leaves hardly a moment for a connection to come between the last look and the close. */
const quietTurn = 0.02;
/** How long a quiet turn is waited for. A busy machine has few of them. Milliseconds. */
const patience = 1000;

/** An HTTP server that knows what is under way on each of its lines, so that it can end without cutting an answer. */
export class HttpLines {
  readonly server: Server;
  /** The answers under way on each open line, the oldest first. */
  readonly #lines = new Map<Socket, Set<ServerResponse>>();
  #draining = false;
  #letsGo = false;
  #whenEmpty: () => void = () => undefined;

  constructor(options: ServerOptions, answer: RequestListener) {
    this.server = createServer({ ...options, ServerResponse: this.#responses() }, answer);
    this.server.on('connection', (line: Socket) => {
      this.#lines.set(line, new Set());
      line.once('close', () => this.#ended(line));
    });
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Goes on serving. From now on every answer is the last one of its line, and says so. */
  drain(): void {
    this.#draining = true;
  }

  /** Accepts nobody any more, and nobody whose connection was accepted already is turned away. */
  async closeDoor(): Promise<void> {
    const deadline = performance.now() + patience;
    let began: number;
    do {
      began = performance.now();
      await nextTurn();
    } while (performance.now() - began > quietTurn && performance.now() < deadline);
    // HTTP's own close would hang up on idle lines at once, into whose ends a request may be on its way.
    NetServer.prototype.close.call(this.server);
  }

  /** Ends every line: at once where nothing is under way, after its answer elsewhere, and all within the bound. */
  async end(hurry: AbortSignal): Promise<void> {
    this.#letsGo = true;
    for (const [line, answers] of this.#lines) if (answers.size === 0) line.destroySoon();
    await this.#emptied(hurry);
    for (const line of this.#lines.keys()) line.destroy();
    // Also stops Node's own look for slow senders.
    this.server.close();
  }

  #emptied(hurry: AbortSignal): Promise<void> {
    if (this.#lines.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        hurry.removeEventListener('abort', hasten);
        resolve();
      };
      let timer = setTimeout(done, bounds.answersUnderWay.value);
      const hasten = () => {
        clearTimeout(timer);
        timer = setTimeout(done, bounds.answersUnderWayHurried.value);
      };
      this.#whenEmpty = done;
      if (hurry.aborted) hasten();
      else hurry.addEventListener('abort', hasten);
    });
  }

  #ended(line: Socket): void {
    this.#lines.delete(line);
    if (this.#lines.size === 0) this.#whenEmpty();
  }

  #begun(line: Socket, answer: ServerResponse): void {
    const answers = this.#lines.get(line);
    answers?.add(answer);
    answer.once('close', () => {
      answers?.delete(answer);
      if (this.#letsGo && answers?.size === 0) line.destroySoon();
    });
  }

  /** Of requests that came in one go only the newest is answered as the last one: the line ends behind it. */
  #isLast(line: Socket, answer: ServerResponse): boolean {
    return this.#draining && [...(this.#lines.get(line) ?? [])].at(-1) === answer;
  }

  /** Every answer passes here, whoever gives it: routes, pages, Socket.IO, and Node itself. */
  #responses() {
    const begun = (line: Socket, answer: ServerResponse) => this.#begun(line, answer);
    const isLast = (line: Socket, answer: ServerResponse) => this.#isLast(line, answer);
    return class<R extends IncomingMessage> extends ServerResponse<R> {
      readonly #line: Socket;

      constructor(request: R, options?: object) {
        // @ts-expect-error Node passes options on; its types leave them out.
        super(request, options);
        this.#line = request.socket;
        begun(this.#line, this);
      }

      override writeHead(...given: [number]): this {
        if (isLast(this.#line, this)) this.shouldKeepAlive = false;
        return super.writeHead(...given);
      }
    };
  }
}
