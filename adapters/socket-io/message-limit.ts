import type { Server, Socket } from 'socket.io';
import type { Metrics } from '../../src/ports/metrics.ts';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';

/**
 * Lets go of a client that says too much: `rate_limited`, then it is disconnected. Counted is what comes over the line,
 * acknowledgements, handshakes and half messages too, and before anybody is let in.
 */
export function limitMessages(io: Server, messages: RateLimiter, metrics: Metrics): void {
  const sockets = new WeakMap<Connection, Socket>();
  let connections = 0;
  io.on('connection', (socket) => sockets.set(socket.conn, socket));

  io.engine.on('connection', (connection: Connection) => {
    connections += 1;
    const key = String(connections);
    let isOver = false;
    connection.on('packet', ({ type }: { type: string }) => {
      if (type !== 'message' || isOver) return;
      void messages.take(key).then((wait) => {
        if (wait === null || isOver) return;
        isOver = true;
        metrics.socketRefused('rate_limited');
        sockets.get(connection)?.emit('rate_limited', { retryAfterSeconds: wait });
        sockets.get(connection)?.disconnect(true);
        connection.close();
      });
    });
  });
}

/** One client's line, below Socket.IO's names and acknowledgements. */
type Connection = Socket['conn'];
