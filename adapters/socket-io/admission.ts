import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { NotAuthenticated } from '../../src/domain/errors.ts';
import { Turns } from '../../src/domain/turns.ts';
import type { Authenticator, Principal } from '../../src/ports/authenticator.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';
import { Handshake } from '../wire/socket-message.ts';
import { SocketCaps, type SocketLimits } from './socket-caps.ts';

/** How long tokens are looked at before the event loop gets on: after a restart everybody comes at once. */
const millisecondsInOneGo = 10;

export interface Admitted {
  principal: Principal;
  handshake: Handshake;
}

export interface AdmissionParts {
  authenticator: Authenticator;
  failedSignInsByAddress: RateLimiter;
  socketLimits: SocketLimits;
  metrics: Metrics;
  /** The sender of a request, as rate limits count it. */
  addressOf: (request: IncomingMessage) => string;
}

type RefusalCode = 'unauthorized' | 'validation' | 'unavailable' | 'rate_limited';

/** The error of a refused client: `connect_error` with `data.code`, and `data.reason` where no other token helps. */
class HandshakeRefused extends Error {
  readonly data: { code: RefusalCode; reason?: 'org_disabled' };

  constructor(code: RefusalCode, reason?: 'org_disabled') {
    super(code);
    this.data = { code, ...(reason !== undefined && { reason }) };
  }
}

/** Lets a socket in by the token of its handshake, within the limits. */
export function admission(parts: AdmissionParts) {
  const caps = new SocketCaps(parts.socketLimits);
  const turns = new Turns(
    { later: setImmediate, now: () => performance.now() },
    millisecondsInOneGo,
  );

  return (socket: Socket, next: (error?: Error) => void): void => {
    const admitted = turns.take().then(() => admit(socket, caps, parts));
    admitted.then(
      () => next(),
      async (error: unknown) => {
        const refusal = await refusalFor(error, socket, parts);
        parts.metrics.socketRefused(refusal.data.code);
        next(refusal);
      },
    );
  };
}

async function admit(socket: Socket, caps: SocketCaps, parts: AdmissionParts): Promise<void> {
  const parsed = Handshake.safeParse(socket.handshake.auth);
  if (!parsed.success) {
    const hasToken = typeof socket.handshake.auth['token'] === 'string';
    throw new HandshakeRefused(hasToken ? 'validation' : 'unauthorized');
  }
  const principal = await parts.authenticator.authenticate(parsed.data.token);
  const giveBack = caps.take(principal);
  if (giveBack === null) throw new HandshakeRefused('rate_limited');
  if (socket.conn.readyState === 'open') socket.conn.once('close', giveBack);
  else giveBack();
  socket.data = { principal, handshake: parsed.data } satisfies Admitted;
}

async function refusalFor(
  error: unknown,
  socket: Socket,
  parts: AdmissionParts,
): Promise<HandshakeRefused> {
  if (error instanceof HandshakeRefused) return error;
  if (!(error instanceof NotAuthenticated)) return new HandshakeRefused('unavailable');
  if (error.code === 'org_disabled') return new HandshakeRefused('unauthorized', error.code);
  const isTooMany = await isOneForgeryTooMany(error, socket, parts);
  return new HandshakeRefused(isTooMany ? 'rate_limited' : 'unauthorized');
}

/** Counts a forged token against its sender's address. True when that address sent too many. */
export async function isOneForgeryTooMany(
  { code }: NotAuthenticated,
  socket: Socket,
  { failedSignInsByAddress, addressOf }: AdmissionParts,
): Promise<boolean> {
  if (code !== 'token_invalid') return false;
  return (await failedSignInsByAddress.take(addressOf(socket.request))) !== null;
}
