import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';

interface Handshake {
  token?: string;
  after?: number;
  epoch?: string;
}

/** A Socket.IO server with a scripted event log, that keeps every handshake it saw. */
export class AServer {
  readonly handshakes: Handshake[] = [];
  log: number[] = [];
  epoch = 'e1';
  organizationId = 'demo';
  /** Sequences left out of replays: what a faulty server forgets. */
  forgets = new Set<number>();
  refuses = false;
  /** What it says beside a refusal, where it says more. */
  reason: string | undefined;
  url = '';
  #io = new Server();
  #http = createServer();

  async start(port = 0): Promise<this> {
    this.#http = createServer();
    this.#io = new Server(this.#http);
    this.#io.use((socket, next) => {
      this.handshakes.push(socket.handshake.auth);
      next(
        this.refuses
          ? Object.assign(new Error('no'), { data: { code: 'unauthorized', reason: this.reason } })
          : undefined,
      );
    });
    this.#io.on('connection', (socket) => this.#welcome(socket));
    await new Promise<void>((resolve) => this.#http.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<number> {
    const { port } = this.#http.address() as AddressInfo;
    await this.#io.close();
    return port;
  }

  #welcome(socket: Socket): void {
    socket.on('auth:renew', (_, acknowledge) => acknowledge({ ok: !this.refuses }));
    const { after, epoch } = socket.handshake.auth as Handshake;
    const seq = this.log.at(-1) ?? 0;
    const foreign = after !== undefined && epoch !== this.epoch;
    if (foreign) socket.emit('resync_required', { seq, epoch: this.epoch });
    const missed =
      after === undefined || foreign
        ? []
        : this.log.filter((each) => each > after && !this.forgets.has(each));
    for (const each of missed) this.#send(socket, each);
    socket.emit('ready', {
      organizationId: this.organizationId,
      seq,
      epoch: this.epoch,
      replayed: missed.length,
    });
  }

  /** Writes the next event and sends it; `lost` writes it only, as a push that never arrived. */
  happen({ lost = false } = {}): void {
    const seq = (this.log.at(-1) ?? 0) + 1;
    this.log.push(seq);
    if (!lost) this.#send(this.#io, seq);
  }

  again(seq: number): void {
    this.#send(this.#io, seq);
  }

  say(type: string, ...body: unknown[]): void {
    this.#io.emit(type, ...body);
  }

  hangUp(): void {
    this.#io.disconnectSockets(true);
  }

  #send(to: Pick<Server, 'emit'> | Socket, seq: number): void {
    const type = 'prospect.updated';
    to.emit(type, {
      seq,
      epoch: this.epoch,
      type,
      organizationId: this.organizationId,
      occurredAt: '2026-01-05T10:00:00.000Z',
      data: null,
    });
  }
}
