import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface Sent {
  /** Milliseconds of each request that was answered 200. */
  latencies: number[];
  failed: number;
  lastAnswerAt: number;
}

/**
 * Sends requests over kept connections, on each the next one when the last is answered, until the time is up or none
 * is left. It speaks as much HTTP as the answers need: the machine's time belongs to the service.
 */
export async function sendAll(
  url: URL,
  requests: readonly Buffer[],
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Sent> {
  const sent: Sent = { latencies: [], failed: 0, lastAnswerAt: 0 };
  const end = performance.now() + seconds * 1000;
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
      try {
        for (;;) {
          const request = requests[next];
          if (request === undefined || performance.now() >= end) break;
          next += 1;
          const start = performance.now();
          const status = await exchange(socket, request);
          sent.lastAnswerAt = performance.now();
          if (status === 200) sent.latencies.push(sent.lastAnswerAt - start);
          else sent.failed += 1;
        }
      } finally {
        socket.destroy();
      }
    }),
  );
  return sent;
}

/** Writes a request and reads its answer to the end. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    const take = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < head + 4 + length) return;
      settle();
      resolve(Number(text.slice(9, 12)));
    };
    const lost = () => {
      settle();
      reject(new Error('A connection was closed before the answer.'));
    };
    const settle = () => {
      socket.off('data', take);
      socket.off('close', lost);
      socket.off('error', lost);
    };
    socket.on('data', take);
    socket.on('close', lost);
    socket.on('error', lost);
    socket.write(request);
  });
}
