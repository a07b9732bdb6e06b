import type { Server } from 'socket.io';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { Turns } from '../../src/domain/turns.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import type {
  Audience,
  LiveEvent,
  LogPosition,
  Notifier,
  RealtimeEvent,
} from '../../src/ports/notifier.ts';
import { liveEventBody } from '../wire/live-event.ts';
import { realtimeEventBody } from '../wire/realtime-event.ts';
import type { Admitted } from './admission.ts';
import { mostWaitingBytes, waitingBytes } from './waiting-bytes.ts';

/** Writing to so many clients takes some milliseconds. */
const writesInOneGo = 500;
/** How long new events are written to clients before the event loop gets other work. */
const millisecondsInOneGo = 10;

const prefix = 'org:';

/** The room of an organization's clients. */
export function roomOf(organizationId: OrganizationId): string {
  return `${prefix}${organizationId}`;
}

/** The room of an organization's administrators. */
export function adminRoomOf(organizationId: OrganizationId): string {
  return `admins:${organizationId}`;
}

export interface SocketIoNotifierParts {
  socketIoServer: { io: Server };
  metrics: Metrics;
}

/** Reaches the clients of this process by their organization's room. */
export class SocketIoNotifier implements Notifier {
  readonly #io: Server;
  readonly #metrics: Metrics;
  #writes = 0;
  readonly #turns = new Turns(
    { later: setImmediate, now: () => performance.now() },
    millisecondsInOneGo,
  );

  constructor({ socketIoServer, metrics }: SocketIoNotifierParts) {
    this.#io = socketIoServer.io;
    this.#metrics = metrics;
  }

  organizations(): OrganizationId[] {
    const rooms = [...this.#io.of('/').adapter.rooms.keys()];
    return rooms
      .filter((room) => room.startsWith(prefix))
      .map((room) => room.slice(prefix.length) as OrganizationId);
  }

  broadcast(event: RealtimeEvent): void {
    this.#io.to(roomOf(event.organizationId)).emit(event.type, realtimeEventBody(event));
  }

  async written(): Promise<void> {
    this.#writes += this.#io.engine.clientsCount;
    if (this.#writes < writesInOneGo) return;
    this.#writes = 0;
    await this.#turns.take();
  }

  resync(organizationId: OrganizationId, position: LogPosition): void {
    this.#io.to(roomOf(organizationId)).emit('resync_required', position);
  }

  hears(organizationId: OrganizationId, audience: Audience): boolean {
    return this.#io.of('/').adapter.rooms.has(audienceRoom(organizationId, audience));
  }

  notify(word: LiveEvent): void {
    const room = audienceRoom(word.organizationId, word.audience);
    this.#io.to(room).emit(word.type, liveEventBody(word));
  }

  dropSlowListeners(): void {
    for (const socket of this.#io.of('/').sockets.values()) {
      if (waitingBytes(socket) <= mostWaitingBytes) continue;
      this.#metrics.socketRefused('slow_consumer');
      // The client could not get a message either. Closing the transport makes it reconnect by itself, and catch up.
      socket.conn.close(true);
    }
  }

  /** By each socket's token and not by room: a client that is still catching up is in no room. */
  dropDisabled(organizationIds: ReadonlySet<OrganizationId>): void {
    for (const socket of this.#io.of('/').sockets.values()) {
      const { principal } = socket.data as Admitted;
      if (!organizationIds.has(principal.organizationId)) continue;
      this.#metrics.socketRefused('org_disabled');
      socket.emit('org_disabled');
      socket.disconnect(true);
    }
  }
}

function audienceRoom(organizationId: OrganizationId, audience: Audience): string {
  return audience === 'admins' ? adminRoomOf(organizationId) : roomOf(organizationId);
}
