import { connect, type Socket } from 'node:net';
import { until } from './a-socket.ts';

/** A socket to a service on which any bytes can be sent, right or wrong. */
export class ARawLine {
  /** All that the server sent, as it came. */
  heard = '';
  isClosed = false;
  readonly #socket: Socket;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#socket = connect(Number(port), hostname);
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text) => (this.heard += String(text)));
    this.#socket.on('close', () => (this.isClosed = true));
    // A socket that the server cuts has an error. `isClosed` says that it is over.
    this.#socket.on('error', () => undefined);
  }

  say(text: string | Uint8Array): void {
    if (!this.#socket.writable) return;
    this.#socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  }

  /** Sends the same bytes so many times, as fast as they are taken. Answers how often before the socket ended. */
  async sayOften(bytes: Uint8Array, times: number): Promise<number> {
    let said = 0;
    while (said < times && (await this.#isTaken(bytes))) said += 1;
    return said;
  }

  /** Stops reading. */
  stopReading(): void {
    this.#socket.pause();
  }

  /** Reads again. */
  readOn(): void {
    this.#socket.resume();
  }

  /** The status of the first answer, as soon as it is there; null when the socket was closed without one. */
  async status(): Promise<number | null> {
    const first = () => /^HTTP\/1\.1 (\d{3}) /.exec(this.heard)?.[1];
    await until(() => first() !== undefined || this.isClosed, 'an answer on a raw line');
    const status = first();
    return status === undefined ? null : Number(status);
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #isTaken(bytes: Uint8Array): Promise<boolean> {
    if (!this.#socket.writable) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#socket.write(bytes, (error) => resolve(error == null));
    });
  }
}
