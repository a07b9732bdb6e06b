import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy to an HTTP server. While it holds answers back, requests are done, and their senders get no answer. */
export class AHeldLine {
  #held: Promise<void> | null = null;
  #letGo: () => void = () => undefined;
  readonly #server: Server;

  private constructor(target: string) {
    this.#server = createServer((request, response) => {
      void this.#passOn(target, request, response);
    });
  }

  static async to(target: string): Promise<AHeldLine> {
    const line = new AHeldLine(target);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  hold(): void {
    this.#held = new Promise((resolve) => {
      this.#letGo = resolve;
    });
  }

  /** Sends the answers that were held, to senders that are still there. */
  letGo(): void {
    this.#letGo();
    this.#held = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #passOn(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const body = Buffer.concat(await request.toArray());
    const { authorization = '', 'content-type': type = '' } = headers;
    const answer = await fetch(new URL(url, target), {
      method,
      headers: { authorization, 'content-type': type },
      body: method === 'GET' ? null : body,
      redirect: 'manual',
    });
    const text = await answer.text();
    await this.#held;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  }
}
