import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request, and its answer. */
export interface Overheard {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  asked: string;
  status: number;
  answered: string;
}

/** A proxy to a server that keeps everything that is sent, both ways. */
export class ATappedLine {
  readonly overheard: Overheard[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(target: string): Promise<ATappedLine> {
    const server = createServer();
    const line = new ATappedLine(server);
    server.on('request', (request, response) => {
      const { method = '', url: path = '', headers } = request;
      const { host: _host, connection: _connection, ...sent } = headers;
      const pass = async () => {
        const asked = await text(request);
        const answer = await fetch(target + path, {
          method,
          headers: sent as Record<string, string>,
          redirect: 'manual',
          ...(asked !== '' && { body: asked }),
        });
        const answered = await answer.text();
        line.overheard.push({ method, path, headers, asked, status: answer.status, answered });
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answered);
      };
      pass().catch(() => response.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The keys that webhooks to an address are signed with, oldest first. */
  signingKeys(callbackUrl: string): string[] {
    return this.#of('POST', '/webhook_subscriptions').flatMap(({ asked, status }) => {
      const { url, signing_key: key } = JSON.parse(asked) as { url: string; signing_key: string };
      return url === callbackUrl && status === 201 ? [key] : [];
    });
  }

  /** The tokens that were given, oldest first. */
  get grants(): { access_token: string; refresh_token: string }[] {
    return this.#of('POST', '/oauth/token')
      .filter(({ status, answered }) => status === 200 && answered.startsWith('{'))
      .map(({ answered }) => JSON.parse(answered) as never);
  }

  #of(method: string, path: string): Overheard[] {
    return this.overheard.filter((one) => one.method === method && one.path.split('?')[0] === path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    if (this.#server.listening) await once(this.#server, 'close');
  }
}
