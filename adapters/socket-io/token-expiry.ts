import type { Socket } from 'socket.io';
import type { Metrics } from '../../src/ports/metrics.ts';

const longestTimer = 2 ** 31 - 1;

/** Disconnects a socket when its token expires. */
export class TokenExpiry {
  readonly #socket: Socket;
  readonly #metrics: Metrics;
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: Socket, metrics: Metrics) {
    this.#socket = socket;
    this.#metrics = metrics;
    socket.once('disconnect', () => clearTimeout(this.#timer));
  }

  /** Sets when the token expires, also when this is earlier than before. */
  arm(expiresAt: Date): void {
    clearTimeout(this.#timer);
    const wait = expiresAt.getTime() - Date.now();
    const next = wait > longestTimer ? () => this.arm(expiresAt) : () => this.#expire();
    this.#timer = setTimeout(next, Math.min(wait, longestTimer));
    this.#timer.unref();
  }

  #expire(): void {
    this.#metrics.socketRefused('token_expired');
    this.#socket.emit('token_expired');
    this.#socket.disconnect(true);
  }
}
