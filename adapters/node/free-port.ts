import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/**
 * A port that is free to listen on: this one, or any when 0. It fails as listening would, so that nothing is made for a
 * service that cannot listen.
 */
export async function freePort(port: number, host: string): Promise<number> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  const { port: found } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return found;
}

/** The reason why a process cannot listen, for the person who chose the address. Null for an error of another kind. */
export function listenFailure(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error)) return null;
  const { code, syscall, address, port, hostname } = error as Listening;
  if (syscall === 'getaddrinfo') {
    return `HOST: ${hostname} is no address of this computer. Set HOST to one, such as 127.0.0.1, or leave it out.`;
  }
  if (syscall !== 'listen') return null;
  if (code === 'EADDRINUSE') {
    return (
      `PORT: port ${port} of ${address} is in use, perhaps by this service, started before. Stop that, ` +
      'or choose another port: PORT (for metrics METRICS_PORT).'
    );
  }
  if (code === 'EACCES') {
    return `PORT: this user may not listen on port ${port}. Choose another, from 1024 on: PORT (for metrics METRICS_PORT).`;
  }
  return `HOST: nothing can listen on ${address} (${code}). Set HOST to an address of this computer, such as 127.0.0.1, or leave it out.`;
}

type Listening = NodeJS.ErrnoException & { address?: string; port?: number; hostname?: string };
