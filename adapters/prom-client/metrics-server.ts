import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PromMetrics } from './prom-metrics.ts';

/** Serves `GET /metrics` on a port of its own, which is for operators and not for the internet. */
export class MetricsServer {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, host: string) {
    const { port } = server.address() as AddressInfo;
    this.url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/metrics`;
    this.#server = server;
  }

  /** Listens; port 0 takes any free one. */
  static async listen(metrics: PromMetrics, port: number, host: string): Promise<MetricsServer> {
    metrics.showProcess();
    const server = createServer({ requestTimeout: 15_000 }, (request, response) => {
      const [path] = (request.url ?? '').split('?');
      if (request.method !== 'GET' || path !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      void metrics.page().then(({ type, text }) => {
        response.writeHead(200, { 'content-type': type }).end(text);
      });
    });
    server.listen(port, host);
    await once(server, 'listening');
    return new MetricsServer(server, host);
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
