import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Notifier } from '../../src/ports/notifier.ts';
import { type SocketParts, serveSockets } from './serve-sockets.ts';
import { SocketIoNotifier } from './socket-io-notifier.ts';

const largestMessage = 64 * 1024;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface SocketServerOptions {
  origins: string[];
  /** In development, loopback names stand for each other. */
  loopbackAliases: boolean;
}

/** Socket.IO beside an HTTP server. Pages of other origins are refused at the handshake; what sends no origin is no page. */
export class SocketIoServer {
  readonly notifier: Notifier;
  readonly #io: Server;

  constructor(http: HttpServer, { origins, loopbackAliases }: SocketServerOptions) {
    const allows = (origin: string | undefined) =>
      origin === undefined ||
      origins.some((one) => one === origin || (loopbackAliases && isAlias(one, origin)));
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

function isAlias(allowed: string, origin: string): boolean {
  if (!URL.canParse(allowed) || !URL.canParse(origin)) return false;
  const [a, b] = [new URL(allowed), new URL(origin)];
  return (
    a.protocol === b.protocol &&
    a.port === b.port &&
    loopback.has(a.hostname) &&
    loopback.has(b.hostname)
  );
}
