import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Heard {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests take foreign JSON apart
  body: any;
}

/** Where webhooks are sent to, and browsers sent back to. It answers 200 unless told otherwise. */
export class ACallback {
  readonly heard: Heard[] = [];
  /** The statuses of the next answers; null keeps it waiting. Then it answers as `otherwise`. */
  answers: (number | null)[] = [];
  otherwise: number | null = 200;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await buffer(request)).toString();
    if (request.method === 'GET') {
      response.end('You are back.');
      return;
    }
    const { url = '', headers } = request;
    this.heard.push({ path: url, headers, text, body: JSON.parse(text) });
    const status = this.answers.length > 0 ? this.answers.shift() : this.otherwise;
    if (status === null || status === undefined) return;
    const elsewhere = status >= 300 && status < 400 ? { location: `${this.url}/elsewhere` } : {};
    response.writeHead(status, elsewhere).end(`answer ${status}`);
  }

  static async listen(): Promise<ACallback> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ACallback(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get events(): string[] {
    return this.heard.map(({ body }) => body.event as string);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
