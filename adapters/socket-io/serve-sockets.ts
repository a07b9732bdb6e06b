import type { Server, Socket } from 'socket.io';
import type { Logger } from '../../src/ports/logger.ts';
import type { Listener } from '../../src/ports/notifier.ts';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';
import type { RelayEvents } from '../../src/use-cases/relay-events.ts';
import { realtimeEventBody } from '../wire/realtime-event.ts';
import { type AdmissionParts, type Admitted, admission } from './admission.ts';
import { limitMessages } from './message-limit.ts';
import { adminRoomOf, roomOf } from './socket-io-notifier.ts';
import { TokenExpiry } from './token-expiry.ts';
import { waitingBytes } from './waiting-bytes.ts';

export interface SocketParts extends AdmissionParts {
  messagesBySocket: RateLimiter;
  relay: RelayEvents;
  logger: Logger;
}

/** Lets clients in by their token, into the room of the organization that the token names. */
export function serveSockets(io: Server, parts: SocketParts): void {
  const { authenticator, relay, logger, metrics } = parts;
  limitMessages(io, parts.messagesBySocket, metrics);
  io.use(admission(parts));

  io.on('connection', (socket) => {
    const { principal, handshake } = socket.data as Admitted;
    const { organizationId } = principal;
    const expiry = new TokenExpiry(socket, principal, authenticator, metrics);
    socket.on('auth:renew', (message: unknown, acknowledge: unknown) =>
      expiry.renew(message, acknowledge),
    );
    const place = { after: handshake.after ?? null, epoch: handshake.epoch ?? null };
    const listener = listenerOf(socket, principal.role === 'admin', logger);
    relay.admit(organizationId, place, listener).catch((error: unknown) => {
      logger.warn('A realtime client could not be let in; it will try again', {
        organizationId,
        error: error instanceof Error ? error.message : String(error),
      });
      // Closing the transport, not the namespace, makes the client come back by itself.
      socket.conn.close();
    });
  });
}

function listenerOf(socket: Socket, isAdmin: boolean, logger: Logger): Listener {
  return {
    send: (event) => socket.emit(event.type, realtimeEventBody(event)),
    taken: () => taken(socket),
    resync: (place) => socket.emit('resync_required', place),
    ready: ({ organizationId, seq, epoch, replayed }) => {
      void socket.join(roomOf(organizationId));
      if (isAdmin) void socket.join(adminRoomOf(organizationId));
      socket.emit('ready', { organizationId, seq, epoch, replayed });
      logger.info(`Socket.IO: User joined organization room ${roomOf(organizationId)}`);
    },
  };
}

/** What a client may leave unread before more is replayed to it. */
const comfortableBytes = 64 * 1024;

async function taken(socket: Socket): Promise<void> {
  while (socket.connected && waitingBytes(socket) > comfortableBytes) {
    await new Promise<void>((done) => {
      const go = () => {
        clearTimeout(timer);
        socket.conn.off('drain', go);
        socket.off('disconnect', go);
        done();
      };
      const timer = setTimeout(go, 1000);
      socket.conn.once('drain', go);
      socket.once('disconnect', go);
    });
  }
}
