import type { Socket } from 'socket.io';

/** engine.io's buffer for a client, and the buffer of the WebSocket below it. Long polling has none. */
interface Connection {
  writeBuffer: { data?: unknown; options?: { wsPreEncodedFrame?: Buffer[] } }[];
  transport: { socket?: { bufferedAmount: number } };
}

/** A client with more unread bytes than this is not reading. */
export const mostWaitingBytes = 1024 * 1024;

/** The bytes that were sent to a client and that it has not read yet. */
export function waitingBytes({ conn }: Socket): number {
  const { writeBuffer, transport } = conn as unknown as Connection;
  const queued = writeBuffer.reduce((sum, packet) => sum + lengthOf(packet), 0);
  return queued + (transport.socket?.bufferedAmount ?? 0);
}

/** The bytes of a packet to many sockets are at hand. Counting those of a long text takes longer than sending it. */
function lengthOf({ data, options }: Connection['writeBuffer'][number]): number {
  const frame = options?.wsPreEncodedFrame;
  if (frame !== undefined) return frame.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (typeof data === 'string') return Buffer.byteLength(data);
  return data instanceof Uint8Array ? data.byteLength : 0;
}
