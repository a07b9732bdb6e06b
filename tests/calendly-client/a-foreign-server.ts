import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server that answers what it is told to, in place of Calendly. */
export class AForeignServer {
  readonly asked: Asked[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async answering(answer: (response: ServerResponse, asked: Asked) => void) {
    const server = createServer();
    const foreign = new AForeignServer(server);
    server.on('request', (request, response) => {
      const { method = '', url = '', headers } = request;
      void text(request).then((body) => {
        const asked = { method, path: url, headers, body };
        foreign.asked.push(asked);
        answer(response, asked);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return foreign;
  }

  /** The same answer to everything. */
  static json(status: number, body: unknown, headers: Record<string, string> = {}) {
    const type = { 'content-type': 'application/json' };
    return AForeignServer.answering((response) => {
      response.writeHead(status, { ...type, ...headers });
      response.end(body === null ? undefined : JSON.stringify(body));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    if (this.#server.listening) await once(this.#server, 'close');
  }
}
