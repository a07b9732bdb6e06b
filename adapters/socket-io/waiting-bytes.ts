import type { Socket } from 'socket.io';

/** What engine.io keeps for a client, and what the WebSocket below it still holds; long polling has none. */
interface Connection {
  writeBuffer: { data?: unknown }[];
  transport: { socket?: { bufferedAmount: number } };
}

/** A client with more than this unread is not reading. */
export const mostWaitingBytes = 1024 * 1024;

/** How much of what was sent to a client it has not taken yet, in bytes. */
export function waitingBytes({ conn }: Socket): number {
  const { writeBuffer, transport } = conn as unknown as Connection;
  const queued = writeBuffer.reduce((sum, { data }) => sum + lengthOf(data), 0);
  return queued + (transport.socket?.bufferedAmount ?? 0);
}

function lengthOf(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data);
  return data instanceof Uint8Array ? data.byteLength : 0;
}
