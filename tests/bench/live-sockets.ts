import { performance } from 'node:perf_hooks';
import { io, type Socket } from 'socket.io-client';

/** Realtime clients that count what they are told. */
export class LiveSockets {
  events = 0;
  lastEventAt = 0;
  readonly #sockets: Socket[] = [];

  /** Resolves once each of them is let in. */
  static async open(
    url: string,
    listeners: readonly { organization: string; token: string }[],
  ): Promise<LiveSockets> {
    const live = new LiveSockets();
    await Promise.all(listeners.map((auth) => live.#listen(url, auth)));
    return live;
  }

  close(): void {
    for (const socket of this.#sockets) socket.disconnect();
  }

  #listen(url: string, auth: object): Promise<void> {
    const socket = io(url, { auth, forceNew: true, transports: ['websocket'] });
    this.#sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.once('connect_error', reject);
      socket.onAny((type: string) => {
        if (type === 'ready') {
          resolve();
        } else {
          this.events += 1;
          this.lastEventAt = performance.now();
        }
      });
    });
  }
}
