import type { Socket } from 'node:net';

/** Node's handle below a socket. `bytesWritten` counts the bytes handed to the system, `writeQueueSize` those that wait. */
interface Handle {
  bytesWritten: number;
  writeQueueSize: number;
}

/** The bytes written to a socket: those that the network took, and those that wait in memory. */
export function unsentOf(socket: Socket): { taken: number; unsent: number } {
  const { _handle: handle } = socket as unknown as { _handle?: Handle | null };
  if (handle === null || handle === undefined) return { taken: 0, unsent: 0 };
  const taken = handle.bytesWritten - handle.writeQueueSize;
  return { taken, unsent: (socket.bytesWritten ?? 0) - taken };
}
