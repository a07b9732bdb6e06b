import type { Server, Socket } from 'socket.io';
import { bounds } from '../../src/domain/bounds.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';

/** When a client that sent too much at once may come back. Seconds. */
const burstSeconds = 10;

/**
 * Disconnects a client that sends too much, after `rate_limited`. Every packet of the connection counts, also
 * acknowledgements, handshakes and half messages, and also before admission. The packets of one read count separately:
 * the body of a long-polling request has room for thousands, and all of them are read before any limit answers.
 */
export function limitMessages(io: Server, messages: RateLimiter, metrics: Metrics): void {
  const sockets = new WeakMap<Connection, Socket>();
  let connections = 0;
  io.on('connection', (socket) => sockets.set(socket.conn, socket));

  io.engine.on('connection', (connection: Connection) => {
    connections += 1;
    const key = String(connections);
    let inOneGo = 0;
    let isOver = false;

    const letGo = (wait: number) => {
      if (isOver) return;
      isOver = true;
      metrics.socketRefused('rate_limited');
      const socket = sockets.get(connection);
      socket?.emit('rate_limited', { retryAfterSeconds: wait });
      socket?.disconnect(true);
      // A client that was not admitted gets no further message. engine.io reads no more of its packets.
      connection.close(socket === undefined);
    };
    connection.on('packet', ({ type }: { type: string }) => {
      if (isOver) return;
      if (inOneGo === 0) setImmediate(() => (inOneGo = 0));
      inOneGo += 1;
      if (inOneGo >= bounds.packetsInOneGo.value) letGo(burstSeconds);
      else if (type === 'message') {
        void messages.take(key).then((wait) => {
          if (wait !== null) letGo(wait);
        });
      }
    });
  });
}

/** The connection of one client, below Socket.IO's events and acknowledgements. */
type Connection = Socket['conn'];
