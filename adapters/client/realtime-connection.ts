import type { Socket } from 'socket.io-client';
import { openSocket, reconnectionDelayMs } from './open-socket.ts';
import type {
  LogPosition,
  Ready,
  RealtimeOptions,
  RealtimeStatus,
  SignedOutReason,
} from './realtime-options.ts';
import type { ReceivedEvent } from './received-event.ts';
import { SeqCursor } from './seq-cursor.ts';

const renewTimeoutMs = 5_000;

/** One connection to the server. Made by `connectRealtime`. */
export class RealtimeConnection {
  #options: RealtimeOptions;
  #token: string;
  #cursor: SeqCursor;
  #socket: Socket;
  #status: RealtimeStatus = 'connecting';
  /**
   * The organization whose log the cursor counts in; null before the first `ready`. A renewed token may belong to
   * another one.
   */
  #organizationId: string | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** The position from which a replay was already requested. A second gap at that position cannot be replayed. */
  #replayedFrom: string | null = null;

  constructor(options: RealtimeOptions) {
    this.#options = options;
    this.#token = options.token;
    this.#cursor = new SeqCursor(options.after ?? null, options.epoch ?? null);
    this.#socket = openSocket(options.url, () => this.#handshake());
    this.#listen();
  }

  get status(): RealtimeStatus {
    return this.#status;
  }

  /** The client's position in the event log, to be kept with its data; null before the first `ready`. */
  get position(): LogPosition | null {
    const { seq, epoch } = this.#cursor;
    return seq === null || epoch === null ? null : { seq, epoch };
  }

  /**
   * Continues with a new token. An open connection is renewed at once, and this rejects when the token is refused.
   * Otherwise the client connects again.
   */
  async renew(token: string): Promise<void> {
    if (this.#socket.connected) {
      const asked = this.#socket.timeout(renewTimeoutMs);
      const answer: unknown = await asked.emitWithAck('auth:renew', { token });
      if (isRefusal(answer)) throw new Error('The server refused the new token.');
    }
    this.#token = token;
    if (this.#status === 'signed_out') this.#reconnect();
  }

  /** Disconnects for good. */
  close(): void {
    clearTimeout(this.#retry);
    this.#setStatus('closed');
    this.#socket.disconnect();
  }

  #handshake(): object {
    const { seq, epoch } = this.#cursor;
    return {
      token: this.#token,
      ...(seq !== null && { after: seq }),
      ...(epoch !== null && { epoch }),
    };
  }

  #listen(): void {
    this.#socket.onAny((type: string, body: unknown) => {
      if (type === 'ready') this.#ready(body as Ready);
      else if (type === 'resync_required') this.#resync(body as LogPosition);
      else if (type === 'token_expired' || type === 'org_disabled') this.#signOut(type);
      else if (isEvent(body)) this.#receive(body);
    });
    this.#socket.on('connect_error', ({ data }: Error & { data?: Refusal }) => {
      if (data?.code !== 'unauthorized') this.#lost();
      else this.#signOut(data.reason === 'org_disabled' ? data.reason : data.code);
    });
    this.#socket.on('disconnect', () => this.#lost());
  }

  #ready(ready: Ready): void {
    if (this.#isForeign(ready)) this.#resync({ seq: ready.seq, epoch: ready.epoch });
    this.#organizationId = ready.organizationId;
    if (this.#cursor.seq === null) this.#cursor.moveTo(ready.seq, ready.epoch);
    else if (ready.seq > this.#cursor.seq || ready.epoch !== this.#cursor.epoch)
      return this.#replay(ready);
    this.#replayedFrom = null;
    this.#setStatus('live');
    this.#options.onReady?.(ready);
  }

  #resync(position: LogPosition): void {
    this.#cursor.moveTo(position.seq, position.epoch);
    this.#options.onResyncRequired(position);
  }

  #isForeign({ organizationId }: { organizationId?: string }): boolean {
    const own = this.#organizationId;
    return own !== null && organizationId !== undefined && organizationId !== own;
  }

  #receive(event: ReceivedEvent): void {
    // The event is of another organization's log. `ready` will ask for a reload.
    if (this.#isForeign(event)) return;
    if (event.seq === null) return this.#options.onEvent(event);
    const taken = this.#cursor.take(event.seq, event.epoch);
    if (taken === 'next') this.#options.onEvent(event);
    else if (taken === 'gap') this.#replay({ seq: event.seq, epoch: event.epoch });
  }

  /** Requests the missing events by connecting again. When that did not help, asks the reader to reload. */
  #replay(seen: LogPosition): void {
    const from = `${this.#cursor.epoch}:${this.#cursor.seq}`;
    if (this.#replayedFrom === from) {
      this.#replayedFrom = null;
      this.#resync(seen);
      this.#setStatus('live');
      return;
    }
    this.#replayedFrom = from;
    this.#reconnect();
  }

  #reconnect(): void {
    this.#setStatus('reconnecting');
    this.#socket.disconnect();
    clearTimeout(this.#retry);
    this.#socket.connect();
  }

  #lost(): void {
    if (this.#status === 'closed' || this.#status === 'signed_out') return;
    if (this.#status === 'live') this.#setStatus('reconnecting');
    // socket.io does not reconnect after the server disconnected the client or refused the handshake.
    if (this.#socket.active || this.#socket.connected) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(
      () => this.#socket.connect(),
      reconnectionDelayMs * (1 + Math.random()),
    );
  }

  #signOut(reason: SignedOutReason): void {
    this.#setStatus('signed_out', reason);
    this.#socket.disconnect();
  }

  #setStatus(status: RealtimeStatus, reason?: SignedOutReason): void {
    if (this.#status === status || this.#status === 'closed') return;
    this.#status = status;
    this.#options.onStatus?.(status, reason);
  }
}

function isEvent(body: unknown): body is ReceivedEvent {
  return typeof body === 'object' && body !== null && 'seq' in body && 'type' in body;
}

/** The details of a refused handshake. */
interface Refusal {
  code?: string;
  reason?: string;
}

/** The server answers `{ok: true, expiresAt}` or `{ok: false, code}`. */
function isRefusal(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
}
