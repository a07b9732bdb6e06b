import type { IncomingMessage, RequestListener, Server, ServerOptions } from 'node:http';
import { createServer, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { bounds } from '../../src/domain/bounds.ts';

/** A turn of the event loop this short leaves hardly a moment for a client to connect between the last look and the close. */
const quietTurn = 0.02;
/** The longest wait for a quiet turn, in milliseconds. A busy machine has few of them. */
const patience = 1000;

/** An HTTP server that knows the answers under way on each of its sockets, so that it can end without cutting one off. */
export class HttpSockets {
  readonly server: Server;
  /** The answers under way on each open socket, the oldest first. */
  readonly #sockets = new Map<Socket, Set<ServerResponse>>();
  #draining = false;
  #letsGo = false;
  #whenEmpty: () => void = () => undefined;

  constructor(options: ServerOptions, answer: RequestListener) {
    this.server = createServer({ ...options, ServerResponse: this.#responses() }, answer);
    this.server.on('connection', (socket: Socket) => {
      this.#sockets.set(socket, new Set());
      socket.once('close', () => this.#ended(socket));
    });
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Goes on serving. From now on every answer is the last one on its socket, and says so. */
  drain(): void {
    this.#draining = true;
  }

  /** Accepts no more sockets. A socket that was accepted before stays open. */
  async closeDoor(): Promise<void> {
    const deadline = performance.now() + patience;
    let began: number;
    do {
      began = performance.now();
      await nextTurn();
    } while (performance.now() - began > quietTurn && performance.now() < deadline);
    // Node's close for HTTP would end idle sockets at once, while a request may be on its way to one.
    NetServer.prototype.close.call(this.server);
  }

  /** Ends every socket within the bound: an idle one at once, any other after its answer. */
  async end(hurry: AbortSignal): Promise<void> {
    this.#letsGo = true;
    for (const [socket, answers] of this.#sockets) if (answers.size === 0) socket.destroySoon();
    await this.#emptied(hurry);
    for (const socket of this.#sockets.keys()) socket.destroy();
    // This also stops Node's check for slow senders.
    this.server.close();
  }

  #emptied(hurry: AbortSignal): Promise<void> {
    if (this.#sockets.size === 0) return Promise.resolve();
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

  #ended(socket: Socket): void {
    this.#sockets.delete(socket);
    if (this.#sockets.size === 0) this.#whenEmpty();
  }

  #begun(socket: Socket, answer: ServerResponse): void {
    const answers = this.#sockets.get(socket);
    answers?.add(answer);
    answer.once('close', () => {
      answers?.delete(answer);
      if (this.#letsGo && answers?.size === 0) socket.destroySoon();
    });
  }

  /** True for the answer after which the socket ends. Of requests that came together it is the answer to the newest. */
  #isLast(socket: Socket, answer: ServerResponse): boolean {
    return this.#draining && [...(this.#sockets.get(socket) ?? [])].at(-1) === answer;
  }

  /** The class of every answer of the server, also of those that Socket.IO and Node itself send. */
  #responses() {
    const begun = (socket: Socket, answer: ServerResponse) => this.#begun(socket, answer);
    const isLast = (socket: Socket, answer: ServerResponse) => this.#isLast(socket, answer);
    return class<R extends IncomingMessage> extends ServerResponse<R> {
      readonly #socket: Socket;

      constructor(request: R, options?: object) {
        // @ts-expect-error Node passes options on; its types leave them out.
        super(request, options);
        this.#socket = request.socket;
        begun(this.#socket, this);
      }

      override writeHead(...given: [number]): this {
        if (isLast(this.#socket, this)) this.shouldKeepAlive = false;
        return super.writeHead(...given);
      }
    };
  }
}
