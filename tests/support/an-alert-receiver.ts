import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface ReceivedAlert {
  type: string;
  timestamp: string;
  data: { organizationId: string; connectionId: string; problem: string; message: string };
}

/** A receiver of alerts that accepts only signed ones. */
export class AnAlertReceiver {
  readonly secret = `whsec_${Buffer.alloc(32, 'alert').toString('base64')}`;
  readonly received: ReceivedAlert[] = [];
  /** The ids of those with a wrong signature. */
  readonly refused: string[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(): Promise<AnAlertReceiver> {
    const receiver = new AnAlertReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/alerts`;
  }

  /** The type and the problem of each alert, in order: `connection.broken subscription_disabled`. */
  get summaries(): string[] {
    return this.received.map(({ type, data }) => `${type} ${data.problem}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray()).toString();
    const headers = request.headers as Record<string, string>;
    const { 'webhook-id': id = '', 'webhook-timestamp': at = '' } = headers;
    // The library's own check looks at the clock on the wall, and tests turn theirs.
    const signature = new Webhook(this.secret).sign(id, new Date(Number(at) * 1000), body);
    if (headers['webhook-signature'] === signature) {
      this.received.push(JSON.parse(body) as ReceivedAlert);
      response.writeHead(204).end();
    } else {
      this.refused.push(id);
      response.writeHead(401).end();
    }
  }
}
