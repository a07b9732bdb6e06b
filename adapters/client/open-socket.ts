import { io, type Socket } from 'socket.io-client';

/** Back after half a second, then later and later, at most five seconds apart. */
export const reconnectionDelayMs = 500;
const reconnectionDelayMaxMs = 5_000;

/** Opens a socket that tells `handshake` anew at every connection: by then the client stands elsewhere. */
export function openSocket(url: string | undefined, handshake: () => object): Socket {
  const settings = {
    auth: (send: (auth: object) => void) => send(handshake()),
    // WebSocket first: long polling needs sticky sessions when several processes serve.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    forceNew: true,
    reconnectionDelay: reconnectionDelayMs,
    reconnectionDelayMax: reconnectionDelayMaxMs,
  };
  return url === undefined ? io(settings) : io(url, settings);
}
