import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { bounds } from '../../src/domain/bounds.ts';
import { unsentOf } from './unsent.ts';

const lookMilliseconds = 1000;

interface Line {
  isAnswering: boolean;
  /** Requests that came before the answer of an earlier one was sent. */
  readonly waiting: (() => void)[];
  /** What the other end had taken when it last took something, and how many looks ago that was. */
  taken: number;
  idleLooks: number;
}

/**
 * The lines to the server. The requests of a line are served one after another, each when the answer before it is sent,
 * and a line whose other end does not read is closed: so a line costs one answer, and that not for long.
 */
export class LineWatch {
  readonly #lines = new Map<Socket, Line>();

  /** Watches over all lines of a server, whoever answers on them, from when it listens until it is closed. */
  watch(server: Server): void {
    server.on('connection', (socket) => this.#add(socket));
    server.once('listening', () => {
      this.#goBefore(server);
      const timer = setInterval(() => this.#look(), lookMilliseconds);
      server.once('close', () => clearInterval(timer));
    });
  }

  /** Socket.IO answers before anybody else does. This comes before Socket.IO. */
  #goBefore(server: Server): void {
    const listeners = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      this.#serve(request, response, () => {
        for (const listener of listeners) listener.call(server, request, response);
      });
    });
  }

  /** Calls `answer` when it is the request's turn on its line. */
  #serve({ socket }: IncomingMessage, response: ServerResponse, answer: () => void): void {
    const line = this.#lines.get(socket);
    if (line === undefined) return;
    const begin = () => {
      line.isAnswering = true;
      response.once('close', () => {
        line.isAnswering = false;
        line.waiting.shift()?.();
      });
      answer();
    };
    if (!line.isAnswering) begin();
    else if (line.waiting.length < bounds.requestsWaitingOnConnection.value)
      line.waiting.push(begin);
    else socket.destroy();
  }

  #add(socket: Socket): void {
    const line = { isAnswering: false, waiting: [], taken: 0, idleLooks: 0 };
    this.#lines.set(socket, line);
    socket.once('close', () => {
      line.waiting.length = 0;
      this.#lines.delete(socket);
    });
  }

  #look(): void {
    for (const [socket, line] of this.#lines) {
      const { taken, unsent } = unsentOf(socket);
      const isIdle = unsent > 0 && taken === line.taken;
      line.idleLooks = isIdle ? line.idleLooks + 1 : 0;
      line.taken = taken;
      const isLarge = unsent > bounds.unreadAnswer.value;
      const patience = isLarge ? bounds.unreadAnswerSeconds : bounds.unreadSeconds;
      if (line.idleLooks >= patience.value) socket.destroy();
    }
  }
}
