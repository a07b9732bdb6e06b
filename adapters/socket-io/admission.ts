import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { z } from 'zod';
import { NotAuthenticated } from '../../src/domain/errors.ts';
import type { Authenticator, Principal } from '../../src/ports/authenticator.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';
import { SocketCaps, type SocketLimits } from './socket-caps.ts';

/** What a client brings to the handshake: who it is, and where it was. */
const Handshake = z.object({
  token: z.string(),
  after: z.number().int().min(0).nullish(),
  epoch: z.string().max(200).nullish(),
});
export type Handshake = z.infer<typeof Handshake>;

export interface Admitted {
  principal: Principal;
  handshake: Handshake;
}

export interface AdmissionParts {
  authenticator: Authenticator;
  failedSignInsByAddress: RateLimiter;
  socketLimits: SocketLimits;
  metrics: Metrics;
  /** Who sent a request, as limits count it. */
  addressOf: (request: IncomingMessage) => string;
}

type RefusalCode = 'unauthorized' | 'validation' | 'unavailable' | 'rate_limited';

/** What a client that is not let in is told: `connect_error` with `data.code`; `data.reason` where no other token helps. */
class HandshakeRefused extends Error {
  readonly data: { code: RefusalCode; reason?: 'org_disabled' };

  constructor(code: RefusalCode, reason?: 'org_disabled') {
    super(code);
    this.data = { code, ...(reason !== undefined && { reason }) };
  }
}

/** Lets a socket in by the token of its handshake, as long as there is a place for it. */
export function admission(parts: AdmissionParts) {
  const caps = new SocketCaps(parts.socketLimits);

  return (socket: Socket, next: (error?: Error) => void): void => {
    admit(socket, caps, parts).then(
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
  { failedSignInsByAddress, addressOf }: AdmissionParts,
): Promise<HandshakeRefused> {
  if (error instanceof HandshakeRefused) return error;
  if (!(error instanceof NotAuthenticated)) return new HandshakeRefused('unavailable');
  if (error.code === 'org_disabled') return new HandshakeRefused('unauthorized', error.code);
  const isForged = error.code === 'token_invalid';
  const wait = isForged ? await failedSignInsByAddress.take(addressOf(socket.request)) : null;
  return new HandshakeRefused(wait === null ? 'unauthorized' : 'rate_limited');
}
