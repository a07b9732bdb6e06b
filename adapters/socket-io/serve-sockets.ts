import type { Server, Socket } from 'socket.io';
import { bounds } from '../../src/domain/bounds.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { Listener } from '../../src/ports/notifier.ts';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';
import type { RelayEvents } from '../../src/use-cases/realtime/relay-events.ts';
import { type AdmissionParts, type Admitted, admission } from './admission.ts';
import { EventSender } from './event-sender.ts';
import { limitMessages } from './message-limit.ts';
import { roomOf } from './socket-io-notifier.ts';
import { SocketSession } from './socket-session.ts';
import { limitUnadmitted } from './unadmitted.ts';

export interface SocketParts extends AdmissionParts {
  messagesBySocket: RateLimiter;
  relayEvents: RelayEvents;
  logger: Logger;
}

/** Lets clients in by their token, into the room of the token's organization. */
export function serveSockets(io: Server, parts: SocketParts): void {
  const { relayEvents, logger, metrics } = parts;
  limitMessages(io, parts.messagesBySocket, metrics);
  limitUnadmitted(io, bounds.socketsUnadmitted.value);
  io.use(admission(parts));
  const sender = new EventSender(io);

  io.on('connection', (socket) => {
    const { principal, handshake } = socket.data as Admitted;
    const { organizationId } = principal;
    const session = new SocketSession(socket, parts);
    socket.on('auth:renew', (...words: unknown[]) => session.renew(words));
    const position = { after: handshake.after ?? null, epoch: handshake.epoch ?? null };
    const listener = listenerOf(socket, session, sender, logger);
    relayEvents.admit(organizationId, position, listener).catch((error: unknown) => {
      logger.warn('A realtime client could not join; it will try again', {
        organizationId,
        error: error instanceof Error ? error.message : String(error),
      });
      // The client reconnects by itself when the transport is closed, and not when the namespace is.
      socket.conn.close();
    });
  });
}

function listenerOf(
  socket: Socket,
  session: SocketSession,
  sender: EventSender,
  logger: Logger,
): Listener {
  return {
    send: (event) => sender.send(socket, event),
    taken: () => sender.taken(socket),
    resync: (position) => socket.emit('resync_required', position),
    ready: ({ organizationId, seq, epoch, replayed }) => {
      session.enter();
      socket.emit('ready', { organizationId, seq, epoch, replayed });
      logger.info(`Socket.IO: User joined organization room ${roomOf(organizationId)}`);
    },
  };
}
