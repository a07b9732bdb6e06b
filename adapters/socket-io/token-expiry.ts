import type { Socket } from 'socket.io';
import { z } from 'zod';
import { NotAuthenticated } from '../../src/domain/errors.ts';
import type { Authenticator, Principal } from '../../src/ports/authenticator.ts';
import type { Metrics } from '../../src/ports/metrics.ts';

const Renewal = z.object({ token: z.string() });
const longestTimer = 2 ** 31 - 1;

/** What a client hears of its renewal. */
type Answer = { ok: true; expiresAt: string } | { ok: false; code: string };

/** Lets a socket go when the token that let it in expires, unless the client brings a younger one in time. */
export class TokenExpiry {
  readonly #socket: Socket;
  readonly #principal: Principal;
  readonly #authenticator: Authenticator;
  readonly #metrics: Metrics;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    socket: Socket,
    principal: Principal,
    authenticator: Authenticator,
    metrics: Metrics,
  ) {
    this.#socket = socket;
    this.#principal = principal;
    this.#authenticator = authenticator;
    this.#metrics = metrics;
    this.#arm(principal.expiresAt);
    socket.once('disconnect', () => clearTimeout(this.#timer));
  }

  /** Takes a younger token of the same person. The answer goes to `acknowledge`, if the client wants one. */
  renew(message: unknown, acknowledge: unknown): void {
    void this.#judge(message).then((answer) => {
      if (typeof acknowledge === 'function') acknowledge(answer);
    });
  }

  async #judge(message: unknown): Promise<Answer> {
    const parsed = Renewal.safeParse(message);
    if (!parsed.success) return { ok: false, code: 'validation' };
    try {
      const next = await this.#authenticator.authenticate(parsed.data.token);
      const { subject, organizationId } = this.#principal;
      if (next.subject !== subject || next.organizationId !== organizationId) {
        return { ok: false, code: 'forbidden' };
      }
      if (this.#socket.connected) this.#arm(next.expiresAt);
      return { ok: true, expiresAt: next.expiresAt.toISOString() };
    } catch (error) {
      const code = error instanceof NotAuthenticated ? error.code : 'unavailable';
      return { ok: false, code };
    }
  }

  #arm(expiresAt: Date): void {
    clearTimeout(this.#timer);
    const wait = expiresAt.getTime() - Date.now();
    const next = wait > longestTimer ? () => this.#arm(expiresAt) : () => this.#expire();
    this.#timer = setTimeout(next, Math.min(wait, longestTimer));
    this.#timer.unref();
  }

  #expire(): void {
    this.#metrics.socketRefused('token_expired');
    this.#socket.emit('token_expired');
    this.#socket.disconnect(true);
  }
}
