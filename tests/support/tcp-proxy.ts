import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

type Direction = 'up' | 'down' | 'both';

/** One connection through the proxy: `near` is the client, `far` the server. */
interface Line {
  near: Socket;
  far: Socket | null;
  drops: { up: boolean; down: boolean };
}

/** A TCP proxy to a server that can fail in the ways that networks do. */
export class TcpProxy {
  readonly #server: Server;
  readonly #target: { host: string; port: number };
  readonly #lines = new Set<Line>();
  /** The fate of new connections: they reach the server, get no answer, or are refused. */
  newLines: 'pass' | 'hang' | 'refuse' = 'pass';
  /** Passes what the server says in pieces of so many bytes, one each 100 ms; null for all at once. */
  trickle: number | null = null;

  private constructor(server: Server, target: { host: string; port: number }) {
    this.#server = server;
    this.#target = target;
    server.on('connection', (near) => this.#join(near));
  }

  /** A proxy to the server of this database. */
  static async to(databaseUrl: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(databaseUrl);
    // When one side has ended, the other may still send.
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, { host: hostname, port: Number(port) });
  }

  /** The address of the database through the proxy. */
  through(databaseUrl: string): string {
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return url.href;
  }

  get open(): number {
    return this.#lines.size;
  }

  /** Drops the bytes of the lines that are there, without a reset, as a NAT that forgot them does. */
  blackhole(direction: Direction = 'both', which: (nth: number) => boolean = () => true): void {
    [...this.#lines].forEach(({ drops }, nth) => {
      if (!which(nth)) return;
      drops.up ||= direction !== 'down';
      drops.down ||= direction !== 'up';
    });
  }

  /** Passes the next bytes to the server that have the text in them, and drops the answer and all that follows. */
  async loseAnswerTo(text: string): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#onUp = (line, bytes) => {
        if (!bytes.includes(text)) return;
        this.#onUp = () => undefined;
        Object.assign(line.drops, { up: true, down: true });
        resolve();
      };
    });
  }

  /** Resets the lines that are there. */
  cut(): void {
    for (const { near, far } of this.#lines) {
      near.resetAndDestroy();
      far?.resetAndDestroy();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const { near, far } of this.#lines) {
      near.destroy();
      far?.destroy();
    }
    await once(this.#server, 'close');
  }

  #onUp: (line: Line, bytes: Buffer) => void = () => undefined;

  #join(near: Socket): void {
    if (this.newLines === 'refuse') {
      near.resetAndDestroy();
      return;
    }
    const line: Line = { near, far: null, drops: { up: false, down: false } };
    this.#lines.add(line);
    near.on('close', () => this.#end(line));
    near.on('error', () => undefined);
    if (this.newLines === 'hang') {
      near.resume();
      return;
    }
    const far = connect({ ...this.#target, allowHalfOpen: true });
    line.far = far;
    far.on('error', () => near.destroy());
    near.on('data', (bytes) => {
      if (!line.drops.up) far.write(bytes);
      this.#onUp(line, bytes);
    });
    near.on('end', () => {
      if (!line.drops.up) far.end();
    });
    far.on('data', (bytes) => void this.#down(line, bytes));
    for (const ending of ['end', 'close']) {
      far.on(ending, () => {
        if (!line.drops.down) near.end();
      });
    }
  }

  async #down(line: Line, bytes: Buffer): Promise<void> {
    const piece = this.trickle;
    if (piece === null) {
      if (!line.drops.down) line.near.write(bytes);
      return;
    }
    line.far?.pause();
    for (let at = 0; at < bytes.length && !line.near.destroyed; at += piece) {
      if (!line.drops.down) line.near.write(bytes.subarray(at, at + piece));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    line.far?.resume();
  }

  /** A line that is dropped stays with the server, which hears nothing of its end. */
  #end(line: Line): void {
    if (line.drops.up && line.far?.destroyed === false) {
      line.far.once('close', () => this.#lines.delete(line));
      return;
    }
    this.#lines.delete(line);
    line.far?.destroy();
  }
}
