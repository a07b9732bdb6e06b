import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a proxy does with what it should pass on. Null: it passes it on. */
export type Manners = (request: IncomingMessage, response: ServerResponse) => 'done' | null;

export interface ProxyOptions {
  manners?: Manners;
  passesUpgrades?: boolean;
  /** Makes it speak https. */
  tls?: { key: string; cert: string };
}

/** What stands in front of a service. It listens before the service does, whose address it then is told. */
export class AProxy {
  target = '';
  readonly #server: Server;
  readonly #scheme: string;
  readonly #sockets = new Set<Duplex>();

  private constructor(server: Server, scheme: string) {
    this.#server = server;
    this.#scheme = scheme;
  }

  static async start({ manners, passesUpgrades = true, tls }: ProxyOptions = {}): Promise<AProxy> {
    const server = tls === undefined ? createServer() : createTlsServer(tls);
    const proxy = new AProxy(server, tls === undefined ? 'http' : 'https');
    server.on('request', (request, response) => {
      if (manners?.(request, response) !== 'done') proxy.#passOn(request, response);
    });
    server.on('connection', (socket) => proxy.#keep(socket));
    // Node takes an upgrade for an ordinary request where nobody listens for one.
    if (passesUpgrades) server.on('upgrade', (request, socket) => proxy.#upgrade(request, socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `${this.#scheme}://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  #passOn(incoming: IncomingMessage, answer: ServerResponse): void {
    const { method, url = '/', headers } = incoming;
    // As nginx does unless told otherwise.
    const { upgrade: _upgrade, ...kept } = headers;
    const outgoing = request(this.target + url, {
      ...(method !== undefined && { method }),
      headers: { ...kept, connection: 'close' },
      agent: false,
    });
    outgoing.on('response', (told) => {
      answer.writeHead(told.statusCode ?? 502, told.headers);
      told.pipe(answer);
    });
    outgoing.on('error', () => answer.writeHead(502).end());
    incoming.pipe(outgoing);
  }

  #upgrade({ method, url, headers }: IncomingMessage, client: Duplex): void {
    const { hostname, port } = new URL(this.target);
    const service = this.#keep(connect(Number(port), hostname));
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    service.write(`${[`${method} ${url} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`);
    client.pipe(service).pipe(client);
    client.on('error', () => service.destroy());
    service.on('error', () => client.destroy());
  }

  #keep<T extends Duplex>(socket: T): T {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }
}
