import { givenConfig } from './load-config.ts';

// Asks the service beside it whether it can serve. For a container's health check: exit code 0 or 1.
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
