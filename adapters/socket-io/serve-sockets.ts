import type { Server, Socket } from 'socket.io';
import { z } from 'zod';
import { NotAuthenticated } from '../../src/domain/errors.ts';
import type { Authenticator, Principal } from '../../src/ports/authenticator.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { Listener } from '../../src/ports/notifier.ts';
import type { RelayEvents } from '../../src/use-cases/relay-events.ts';
import { realtimeEventBody } from '../wire/realtime-event.ts';
import { roomOf } from './socket-io-notifier.ts';
import { TokenExpiry } from './token-expiry.ts';
import { waitingBytes } from './waiting-bytes.ts';

/** What a client brings to the handshake: who it is, and where it was. */
const Handshake = z.object({
  token: z.string(),
  after: z.number().int().min(0).nullish(),
  epoch: z.string().max(200).nullish(),
});
type Handshake = z.infer<typeof Handshake>;

export interface SocketParts {
  authenticator: Authenticator;
  relay: RelayEvents;
  logger: Logger;
}

/** Lets clients in by their token, into the room of the organization that the token names. */
export function serveSockets(io: Server, { authenticator, relay, logger }: SocketParts): void {
  io.use((socket, next) => {
    admitted(socket, authenticator).then(
      () => next(),
      (error: unknown) => next(refusal(error)),
    );
  });

  io.on('connection', (socket) => {
    const { principal, handshake } = socket.data as { principal: Principal; handshake: Handshake };
    const { organizationId } = principal;
    const expiry = new TokenExpiry(socket, principal, authenticator);
    socket.on('auth:renew', (message: unknown, acknowledge: unknown) =>
      expiry.renew(message, acknowledge),
    );
    const place = { after: handshake.after ?? null, epoch: handshake.epoch ?? null };
    relay.admit(organizationId, place, listenerOf(socket, logger)).catch((error: unknown) => {
      logger.warn('A realtime client could not be let in; it will try again', {
        organizationId,
        error: error instanceof Error ? error.message : String(error),
      });
      // Closing the transport, not the namespace, makes the client come back by itself.
      socket.conn.close();
    });
  });
}

async function admitted(socket: Socket, authenticator: Authenticator): Promise<void> {
  const parsed = Handshake.safeParse(socket.handshake.auth);
  if (!parsed.success) {
    const hasToken = typeof socket.handshake.auth['token'] === 'string';
    throw new HandshakeRefused(hasToken ? 'validation' : 'unauthorized');
  }
  socket.data = {
    principal: await authenticator.authenticate(parsed.data.token),
    handshake: parsed.data,
  };
}

class HandshakeRefused extends Error {
  readonly data: { code: string };

  constructor(code: 'unauthorized' | 'validation' | 'unavailable') {
    super(code);
    this.data = { code };
  }
}

function refusal(error: unknown): Error {
  if (error instanceof HandshakeRefused) return error;
  return new HandshakeRefused(error instanceof NotAuthenticated ? 'unauthorized' : 'unavailable');
}

function listenerOf(socket: Socket, logger: Logger): Listener {
  return {
    send: (event) => socket.emit(event.type, realtimeEventBody(event)),
    taken: () => taken(socket),
    resync: (place) => socket.emit('resync_required', place),
    ready: ({ organizationId, seq, epoch, replayed }) => {
      void socket.join(roomOf(organizationId));
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
