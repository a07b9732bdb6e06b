import type { Server, Socket } from 'socket.io';
import { Turns } from '../../src/domain/turns.ts';
import type { RealtimeEvent } from '../../src/ports/notifier.ts';
import { realtimeEventBody } from '../wire/realtime-event.ts';
import { waitingBytes } from './waiting-bytes.ts';

/** A client with more unread bytes than this gets no further replay for now. */
const comfortableBytes = 64 * 1024;
/** How long events are sent before the event loop gets on with everything else. */
const millisecondsInOneGo = 10;
/** The letters that a client gets in one turn, and the letters that an event counts for besides its own. */
const lettersInOneGo = 32 * 1024;
const lettersOfSending = 1024;

type Packets = (string | Buffer)[];
interface WriteOptions {
  preEncoded: true;
  /** The packet as bytes of a WebSocket, made once for all. */
  wsPreEncodedFrame?: Buffer[];
}

/** Socket.IO's own way of sending one packet to many sockets: it is encoded once. */
interface Encoding {
  _encode(
    packet: { type: 2; nsp: string; data: [string, unknown] },
    options: WriteOptions,
  ): Packets;
}
interface Writing {
  client: { writeToEngine(packets: Packets, options: WriteOptions): void };
}
interface Written {
  packets: Packets;
  options: WriteOptions;
}

/**
 * Sends events to clients that catch up. Each event is encoded once for all clients, and each client gets it at its own
 * speed.
 */
export class EventSender {
  readonly #encoding: Encoding;
  readonly #written = new WeakMap<RealtimeEvent, Written>();
  readonly #inOneGo = new WeakMap<Socket, number>();
  readonly #turns = new Turns(
    { later: setImmediate, now: () => performance.now() },
    millisecondsInOneGo,
  );

  constructor(io: Server) {
    this.#encoding = io.of('/').adapter as unknown as Encoding;
  }

  send(socket: Socket, event: RealtimeEvent): void {
    if (!socket.connected) return;
    const { packets, options } = this.#write(event);
    const letters = packets.reduce((sum, { length }) => sum + length, lettersOfSending);
    this.#inOneGo.set(socket, (this.#inOneGo.get(socket) ?? 0) + letters);
    // The options become the client's own: Socket.IO adds to them.
    (socket as unknown as Writing).client.writeToEngine(packets, { ...options });
  }

  /** Resolves when the client has read most of what was sent, or is gone, and other work had its turn. */
  async taken(socket: Socket): Promise<void> {
    if ((this.#inOneGo.get(socket) ?? 0) >= lettersInOneGo) {
      this.#inOneGo.delete(socket);
      await this.#turns.take();
    }
    while (socket.connected && waitingBytes(socket) > comfortableBytes) await drained(socket);
  }

  #write(event: RealtimeEvent): Written {
    const known = this.#written.get(event);
    if (known !== undefined) return known;
    const data: [string, unknown] = [event.type, realtimeEventBody(event)];
    const options: WriteOptions = { preEncoded: true };
    const packets = this.#encoding._encode({ type: 2, nsp: '/', data }, options);
    const written = { packets, options };
    this.#written.set(event, written);
    return written;
  }
}

/** When the line has taken what it was given, or after a while: a client may change its line for another. */
function drained(socket: Socket): Promise<void> {
  const { transport } = socket.conn;
  return new Promise((done) => {
    const go = () => {
      clearTimeout(timer);
      transport.off('drain', go);
      socket.off('disconnect', go);
      done();
    };
    const timer = setTimeout(go, 1000);
    transport.once('drain', go);
    socket.once('disconnect', go);
  });
}
