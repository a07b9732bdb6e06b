import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { RealtimeEvent } from '../../adapters/wire/realtime-event.ts';

export interface Ready {
  organizationId: string;
  seq: number;
  epoch: string;
  replayed: number;
}

export interface SocketOptions {
  /** The values of the handshake, token included. */
  auth: Record<string, unknown>;
  transport?: 'websocket' | 'polling';
  headers?: Record<string, string>;
}

/** A simple realtime client: it keeps all messages that it gets, in order, and never reconnects. */
export class ASocket {
  readonly messages: { type: string; body: unknown }[] = [];
  refusal: (Error & { data?: { code?: string } }) | null = null;
  disconnected: string | null = null;
  readonly #socket: Socket;
  readonly #url: string;

  constructor(url: string, { auth, transport = 'websocket', headers = {} }: SocketOptions) {
    this.#url = url;
    this.#socket = io(url, {
      auth,
      forceNew: true,
      reconnection: false,
      transports: [transport],
      extraHeaders: headers,
    });
    this.#socket.onAny((type: string, body: unknown) => this.messages.push({ type, body }));
    this.#socket.on('connect_error', (error) => {
      this.refusal = error;
    });
    this.#socket.on('disconnect', (reason) => {
      this.disconnected = reason;
    });
  }

  /** The id that the service gives this socket. */
  get id(): string {
    return this.#socket.id ?? '';
  }

  /** Resolves once the service let the client in and replayed what it missed. */
  async ready(): Promise<Ready> {
    return (await this.first('ready')) as Ready;
  }

  /** The first message of that type, as soon as it is there. */
  async first(type: string): Promise<unknown> {
    const find = () => this.messages.find((message) => message.type === type);
    await until(() => find() !== undefined || this.refusal !== null, `${type} on a socket`);
    if (this.refusal !== null) throw this.refusal;
    return find()?.body;
  }

  /** Resolves with the reason why the service refused the socket. */
  async refused(): Promise<Error & { data?: { code?: string }; description?: unknown }> {
    await until(() => this.refusal !== null, 'a refused socket');
    return this.refusal as Error;
  }

  /** The events of the log that came, in the order in which they did. */
  events(): RealtimeEvent[] {
    return this.messages.filter(({ type }) => type.includes('.')).map(({ body }) => asEvent(body));
  }

  seqs(): number[] {
    return this.events().map(({ seq }) => seq);
  }

  emit(type: string, ...words: unknown[]): void {
    this.#socket.emit(type, ...words);
  }

  /** Says something below the events: a packet of Socket.IO as it goes over the line. */
  sayPacket(text: string): void {
    this.#socket.io.engine.write(text);
  }

  /** Says something, and resolves with what the service acknowledges. */
  ask(type: string, ...words: unknown[]): Promise<unknown> {
    return this.#socket.timeout(5000).emitWithAck(type, ...words) as Promise<unknown>;
  }

  /** Closes, and resolves once the service knows. While a client polls it does not, until the next request. */
  async leave(): Promise<void> {
    const { id: sid } = this.#socket.io.engine as { id?: string };
    this.close();
    const session = `${this.#url}/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    await until(async () => {
      const response = await fetch(session);
      return (await response.text()).includes('Session ID unknown');
    }, 'the service to forget a socket');
  }

  close(): void {
    this.#socket.disconnect();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Waits until something holds, and says what it waited for when it never does. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  seconds = 10,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s in vain for ${what}.`);
    await delay(5);
  }
}

function asEvent(body: unknown): RealtimeEvent {
  return RealtimeEvent.parse(body);
}
