import type { IncomingMessage } from 'node:http';

/**
 * Reads the exact bytes of a request, as they came over the wire. Answers `too_large` beyond `limit` bytes: before
 * reading when the length is declared. Answers `aborted` when the sender went away.
 */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Buffer | 'too_large' | 'aborted'> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return 'too_large';
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (answer: Buffer | 'too_large' | 'aborted') => {
      request.off('data', take);
      resolve(answer);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.pause();
        settle('too_large');
      } else {
        chunks.push(chunk);
      }
    };
    request.on('data', take);
    request.once('end', () =>
      settle(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)),
    );
    request.once('error', () => settle('aborted'));
    request.once('close', () => settle('aborted'));
  });
}
