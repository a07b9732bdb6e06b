import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { Metrics } from '../../src/ports/metrics.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import type { OriginList } from '../wire/origin-list.ts';
import { type SocketParts, serveSockets } from './serve-sockets.ts';
import { SocketIoNotifier } from './socket-io-notifier.ts';

const largestMessage = 64 * 1024;
/** Who opens a line has this long to show a token. */
const admissionMilliseconds = 10_000;

/** Socket.IO beside an HTTP server. Pages of other origins are refused at the handshake; what sends no origin is no page. */
export class SocketIoServer {
  readonly notifier: Notifier;
  readonly #io: Server;

  constructor(http: HttpServer, origins: OriginList, metrics: Metrics) {
    const allows = (origin: string | undefined) => origin === undefined || origins.has(origin);
    this.#io = new Server(http, {
      serveClient: false,
      maxHttpBufferSize: largestMessage,
      connectTimeout: admissionMilliseconds,
      allowRequest: (request, answer) => {
        const isAllowed = allows(request.headers.origin);
        if (!isAllowed) metrics.socketRefused('foreign_origin');
        answer(null, isAllowed);
      },
      cors: { origin: (origin, answer) => answer(null, allows(origin)) },
    });
    this.#sendInOnePiece();
    this.notifier = new SocketIoNotifier(this.#io, metrics);
  }

  /**
   * What waits for a client leaves in one piece; by itself, every event is a write of its own to the network. Of a client
   * that began by polling this corks the wrong line, which changes nothing.
   */
  #sendInOnePiece(): void {
    type Line = { request: IncomingMessage };
    this.#io.engine.on('flush', ({ request }: Line) => request.socket.cork());
    this.#io.engine.on('drain', ({ request }: Line) => request.socket.uncork());
  }

  /** How many clients have a line to this process, let in or on their way. */
  get open(): number {
    return this.#io.engine.clientsCount;
  }

  /** Lets clients in from now on. */
  serve(parts: SocketParts): void {
    serveSockets(this.#io, parts);
  }

  /** Tells every client to come back later, and closes. */
  async close(): Promise<void> {
    this.#io.disconnectSockets(true);
    await this.#io.close();
  }
}
