import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';

const largestMessage = 64 * 1024;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface SocketServerOptions {
  origins: string[];
  /** In development, loopback names stand for each other. */
  loopbackAliases: boolean;
}

/** Socket.IO beside an HTTP server. Pages of other origins are refused at the handshake; what sends no origin is no page. */
export function openSocketServer(http: HttpServer, options: SocketServerOptions): Server {
  const allows = (origin: string) =>
    options.origins.some(
      (allowed) => allowed === origin || (options.loopbackAliases && isAlias(allowed, origin)),
    );
  return new Server(http, {
    serveClient: false,
    maxHttpBufferSize: largestMessage,
    allowRequest: (request, answer) => {
      const { origin } = request.headers;
      answer(null, origin === undefined || allows(origin));
    },
    cors: { origin: (origin, answer) => answer(null, origin === undefined || allows(origin)) },
  });
}

function isAlias(allowed: string, origin: string): boolean {
  if (!URL.canParse(allowed) || !URL.canParse(origin)) return false;
  const [a, b] = [new URL(allowed), new URL(origin)];
  return (
    a.protocol === b.protocol && a.port === b.port && loopback.has(a.hostname) && loopback.has(b.hostname)
  );
}
