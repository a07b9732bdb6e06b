import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from './http/serve.ts';
import { openSimulator } from './open-simulator.ts';
import { Simulator } from './simulator.ts';
import { SimulatorOptions } from './simulator-options.ts';

/** Starts a Calendly for development, on this machine only. It keeps everything in memory. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const setting = SimulatorOptions.parse(options);
  const server = createServer();
  server.listen(setting.port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const simulator = openSimulator(setting, url);
  server.on('request', (request, response) => {
    serve(simulator.serving, request, response).catch((error: unknown) => {
      response.destroy(error as Error);
    });
  });
  return new Simulator(url, simulator, async () => {
    await Promise.all([simulator.postOffice.stop(), closed(server)]);
  });
}

async function closed(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  if (server.listening) await once(server, 'close');
}
