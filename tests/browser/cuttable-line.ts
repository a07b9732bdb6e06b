import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP line to a service, which can be cut and mended while the address stays the same. */
export class CuttableLine {
  /** Where the service is now; it may move. */
  target = 0;
  #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<CuttableLine> {
    const line = new CuttableLine(createServer());
    await line.#listen(0);
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on nobody answers; answers when told to `mend`. */
  async cut(): Promise<{ mend: () => Promise<void> }> {
    const { port } = this;
    await this.close();
    return { mend: () => this.#listen(port) };
  }

  async close(): Promise<void> {
    this.#server.close();
    // Whoever was let in just before is told later.
    this.#server.on('connection', (late: Socket) => late.destroy());
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  async #listen(port: number): Promise<void> {
    this.#server = createServer((near) => this.#join(near)).listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  #join(near: Socket): void {
    const far = connect(this.target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      // An end that breaks takes the other with it, as a lost line does.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
