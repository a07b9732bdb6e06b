import type { Socket } from 'socket.io';
import { NotAuthenticated } from '../../src/domain/errors.ts';
import type { Principal } from '../../src/ports/authenticator.ts';
import { Renewal, type RenewalReply } from '../wire/socket-message.ts';
import { type AdmissionParts, type Admitted, isOneForgeryTooMany } from './admission.ts';
import { adminRoomOf, roomOf } from './socket-io-notifier.ts';
import { TokenExpiry } from './token-expiry.ts';

/** The person behind a socket, by its newest token. The rooms and the end of the socket follow from the token. */
export class SocketSession {
  readonly #socket: Socket;
  readonly #parts: AdmissionParts;
  readonly #expiry: TokenExpiry;
  #hasEntered = false;
  /** Renewals take turns, so that the last request decides. */
  #turn: Promise<void> = Promise.resolve();

  constructor(socket: Socket, parts: AdmissionParts) {
    this.#socket = socket;
    this.#parts = parts;
    this.#expiry = new TokenExpiry(socket, parts.metrics);
    this.#expiry.arm(this.#principal.expiresAt);
  }

  /** The client has caught up: from now on it gets every event that its token allows. */
  enter(): void {
    this.#hasEntered = true;
    this.#takeSeats();
  }

  /** Takes another token of the same person. Answers through the acknowledgement, if there is one. */
  renew(words: readonly unknown[]): void {
    const [message] = words;
    const acknowledge = words.at(-1);
    this.#turn = this.#turn.then(async () => {
      const answer = await this.#judge(message);
      if (typeof acknowledge === 'function') acknowledge(answer);
    });
  }

  get #principal(): Principal {
    return (this.#socket.data as Admitted).principal;
  }

  async #judge(message: unknown): Promise<RenewalReply> {
    const parsed = Renewal.safeParse(message);
    if (!parsed.success) return refused('validation');
    try {
      const next = await this.#parts.authenticator.authenticate(parsed.data.token);
      const { subject, organizationId } = this.#principal;
      if (next.subject !== subject || next.organizationId !== organizationId) {
        return refused('forbidden');
      }
      this.#adopt(next);
      return { ok: true, expiresAt: next.expiresAt.toISOString() };
    } catch (error) {
      if (!(error instanceof NotAuthenticated)) return refused('unavailable');
      const isTooMany = await isOneForgeryTooMany(error, this.#socket, this.#parts);
      return refused(isTooMany ? 'rate_limited' : error.code);
    }
  }

  #adopt(principal: Principal): void {
    if (!this.#socket.connected) return;
    Object.assign(this.#socket.data as Admitted, { principal });
    this.#expiry.arm(principal.expiresAt);
    this.#takeSeats();
  }

  #takeSeats(): void {
    if (!this.#hasEntered) return;
    const { organizationId, role } = this.#principal;
    void this.#socket.join(roomOf(organizationId));
    if (role === 'admin') void this.#socket.join(adminRoomOf(organizationId));
    else void this.#socket.leave(adminRoomOf(organizationId));
  }
}

function refused(code: string): RenewalReply {
  return { ok: false, code };
}
