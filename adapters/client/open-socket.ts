import { io, type Socket } from 'socket.io-client';

/** The first reconnection comes after half a second. Later ones come up to five seconds apart. */
export const reconnectionDelayMs = 500;
const reconnectionDelayMaxMs = 5_000;

/** Opens a socket. It sends `handshake()` at every connection, because the client's position changes meanwhile. */
export function openSocket(url: string | undefined, handshake: () => object): Socket {
  const settings = {
    auth: (send: (auth: object) => void) => send(handshake()),
    // WebSocket first: with several processes, long polling needs sticky sessions.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    forceNew: true,
    reconnectionDelay: reconnectionDelayMs,
    reconnectionDelayMax: reconnectionDelayMaxMs,
  };
  return url === undefined ? io(settings) : io(url, settings);
}
