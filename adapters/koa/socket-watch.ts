import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { bounds } from '../../src/domain/bounds.ts';
import { unsentOf } from './unsent.ts';

const lookMilliseconds = 1000;

interface WatchedSocket {
  isAnswering: boolean;
  /** Requests that came before the answer of an earlier one was sent. */
  readonly waiting: (() => void)[];
  /** The bytes that the other end had taken at the last look. */
  taken: number;
  /** The looks since the other end last took something. */
  idleLooks: number;
}

/**
 * Bounds the memory that a socket of the server uses to one answer. Requests on one socket are served one after another:
 * each begins when the answer before it is sent. A socket whose other end does not read is closed.
 */
export class SocketWatch {
  readonly #watched = new Map<Socket, WatchedSocket>();

  /** Watches all sockets of a server, from when it listens until it is closed. */
  watch(server: Server): void {
    server.on('connection', (socket) => this.#add(socket));
    server.once('listening', () => {
      this.#goBefore(server);
      const timer = setInterval(() => this.#look(), lookMilliseconds);
      server.once('close', () => clearInterval(timer));
    });
  }

  /** Puts the watch before all listeners, also before Socket.IO, which puts itself first. */
  #goBefore(server: Server): void {
    const listeners = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      this.#serve(request, response, () => {
        for (const listener of listeners) listener.call(server, request, response);
      });
    });
  }

  /** Calls `answer` when it is the request's turn on its socket. */
  #serve({ socket }: IncomingMessage, response: ServerResponse, answer: () => void): void {
    const watched = this.#watched.get(socket);
    if (watched === undefined) return;
    const begin = () => {
      watched.isAnswering = true;
      response.once('close', () => {
        watched.isAnswering = false;
        watched.waiting.shift()?.();
      });
      answer();
    };
    if (!watched.isAnswering) begin();
    else if (watched.waiting.length < bounds.requestsWaitingOnConnection.value)
      watched.waiting.push(begin);
    else socket.destroy();
  }

  #add(socket: Socket): void {
    const watched = { isAnswering: false, waiting: [], taken: 0, idleLooks: 0 };
    this.#watched.set(socket, watched);
    socket.once('close', () => {
      watched.waiting.length = 0;
      this.#watched.delete(socket);
    });
  }

  #look(): void {
    for (const [socket, watched] of this.#watched) {
      const { taken, unsent } = unsentOf(socket);
      const isIdle = unsent > 0 && taken === watched.taken;
      watched.idleLooks = isIdle ? watched.idleLooks + 1 : 0;
      watched.taken = taken;
      const isLarge = unsent > bounds.unreadAnswer.value;
      const patience = isLarge ? bounds.unreadAnswerSeconds : bounds.unreadSeconds;
      if (watched.idleLooks >= patience.value) socket.destroy();
    }
  }
}
