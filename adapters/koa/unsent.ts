import type { Socket } from 'node:net';

/** What Node keeps below a socket. `bytesWritten` counts what was handed on, `writeQueueSize` what of it still waits. */
interface Handle {
  bytesWritten: number;
  writeQueueSize: number;
}

/** How much of what was written to a socket the network took, and how much waits in memory, in bytes. */
export function unsentOf(socket: Socket): { taken: number; unsent: number } {
  const { _handle: handle } = socket as unknown as { _handle?: Handle | null };
  if (handle === null || handle === undefined) return { taken: 0, unsent: 0 };
  const taken = handle.bytesWritten - handle.writeQueueSize;
  return { taken, unsent: (socket.bytesWritten ?? 0) - taken };
}
