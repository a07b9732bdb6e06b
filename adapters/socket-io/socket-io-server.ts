import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Notifier } from '../../src/ports/notifier.ts';
import type { OriginList } from '../wire/origin-list.ts';
import { type SocketParts, serveSockets } from './serve-sockets.ts';
import { SocketIoNotifier } from './socket-io-notifier.ts';

const largestMessage = 64 * 1024;

/** Socket.IO beside an HTTP server. Pages of other origins are refused at the handshake; what sends no origin is no page. */
export class SocketIoServer {
  readonly notifier: Notifier;
  readonly #io: Server;

  constructor(http: HttpServer, origins: OriginList) {
    const allows = (origin: string | undefined) => origin === undefined || origins.has(origin);
    this.#io = new Server(http, {
      serveClient: false,
      maxHttpBufferSize: largestMessage,
      allowRequest: (request, answer) => answer(null, allows(request.headers.origin)),
      cors: { origin: (origin, answer) => answer(null, allows(origin)) },
    });
    this.notifier = new SocketIoNotifier(this.#io);
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
