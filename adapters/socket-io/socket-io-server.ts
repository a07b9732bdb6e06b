import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import { Turns } from '../../src/domain/turns.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import type { OriginList } from '../wire/origin-list.ts';
import { type SocketParts, serveSockets } from './serve-sockets.ts';

const largestMessage = 64 * 1024;
/** How long a new connection has to show a token. */
const admissionMilliseconds = 10_000;
/** How long clients shake hands before the event loop gets on: after a restart everybody comes at once. */
const millisecondsInOneGo = 10;

export interface SocketIoServerParts {
  httpApp: { server: HttpServer };
  origins: OriginList;
  metrics: Metrics;
}

/**
 * Socket.IO beside an HTTP server. The handshake refuses pages of other origins. A client without an origin is no page.
 */
export class SocketIoServer {
  readonly io: Server;
  readonly #handshakes = new Turns(
    { later: setImmediate, now: () => performance.now() },
    millisecondsInOneGo,
  );
  readonly #goodbyes = new Set<NodeJS.Timeout>();

  constructor({ httpApp, origins, metrics }: SocketIoServerParts) {
    const allows = (origin: string | undefined) => origin === undefined || origins.has(origin);
    this.io = new Server(httpApp.server, {
      serveClient: false,
      maxHttpBufferSize: largestMessage,
      connectTimeout: admissionMilliseconds,
      // A proxy compresses where it is worth it. Here every answer of long polling would be compressed by itself.
      httpCompression: false,
      allowRequest: (request, answer) => {
        const isAllowed = allows(request.headers.origin);
        if (!isAllowed) metrics.socketRefused('foreign_origin');
        void this.#handshakes.take().then(() => answer(null, isAllowed));
      },
      cors: { origin: (origin, answer) => answer(null, allows(origin)) },
    });
    this.#sendInOnePiece();
  }

  /**
   * Sends the packets that wait for a client in one write; otherwise each event is a write of its own. For a client
   * that began with polling this corks another connection, which has no effect.
   */
  #sendInOnePiece(): void {
    type Line = { request: IncomingMessage };
    this.io.engine.on('flush', ({ request }: Line) => request.socket.cork());
    this.io.engine.on('drain', ({ request }: Line) => request.socket.uncork());
  }

  /** The number of connected clients of this process, admitted or not. */
  get open(): number {
    return this.io.engine.clientsCount;
  }

  /** Lets clients in from now on. */
  serve(parts: SocketParts): void {
    serveSockets(this.io, parts);
  }

  /** Disconnects the clients one after another, so that they do not all reach another process at once. */
  letGoWithin(milliseconds: number): void {
    if (milliseconds === 0) return;
    for (const socket of this.io.sockets.sockets.values()) {
      const goodbye = setTimeout(() => socket.disconnect(true), milliseconds * Math.random());
      this.#goodbyes.add(goodbye);
    }
  }

  /** Disconnects every client, which then reconnects by itself, and closes. */
  async close(): Promise<void> {
    for (const goodbye of this.#goodbyes) clearTimeout(goodbye);
    this.io.disconnectSockets(true);
    await this.io.close();
  }
}
