import { givenConfig } from '../settings/load-config.ts';

// Asks the service of the same container whether it is ready, as the container's health check. Exit code 0 or 1.
const loopback: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
const { HOST, PORT } = givenConfig();
const host = loopback[HOST] ?? HOST;
const url = `http://${host.includes(':') ? `[${host}]` : host}:${PORT}/readyz`;
try {
  const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  if (!answer.ok) throw new Error(await answer.text());
} catch (error) {
  const { message, cause } = error as Error;
  console.error(`${url}: ${cause instanceof Error ? cause.message : message}`);
  process.exitCode = 1;
}
