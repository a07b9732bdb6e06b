import type { Server, Socket } from 'socket.io';

type Connection = Socket['conn'];

/**
 * Limits the clients that are not admitted yet. Past the limit the one that has waited longest is disconnected: a
 * serious client shows a token at once. A long-polling client needs no connection, so nothing else bounds their number.
 */
export function limitUnadmitted(io: Server, most: number): void {
  const waiting = new Set<Connection>();
  io.on('connection', ({ conn }) => waiting.delete(conn));
  io.engine.on('connection', (connection: Connection) => {
    waiting.add(connection);
    connection.once('close', () => waiting.delete(connection));
    const [longest] = waiting;
    if (waiting.size > most) longest?.close(true);
  });
}
