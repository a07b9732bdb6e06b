import type { Server } from 'socket.io';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import type {
  Audience,
  LiveEvent,
  Notifier,
  Place,
  RealtimeEvent,
} from '../../src/ports/notifier.ts';
import { liveEventBody } from '../wire/live-event.ts';
import { realtimeEventBody } from '../wire/realtime-event.ts';
import type { Admitted } from './admission.ts';
import { mostWaitingBytes, waitingBytes } from './waiting-bytes.ts';

const prefix = 'org:';

/** The room of an organization's clients. */
export function roomOf(organizationId: OrganizationId): string {
  return `${prefix}${organizationId}`;
}

/** The room of an organization's administrators. */
export function adminRoomOf(organizationId: OrganizationId): string {
  return `admins:${organizationId}`;
}

/** Reaches the clients of this process by their organization's room. */
export class SocketIoNotifier implements Notifier {
  readonly #io: Server;
  readonly #metrics: Metrics;

  constructor(io: Server, metrics: Metrics) {
    this.#io = io;
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

  resync(organizationId: OrganizationId, place: Place): void {
    this.#io.to(roomOf(organizationId)).emit('resync_required', place);
  }

  hears(organizationId: OrganizationId, audience: Audience): boolean {
    return this.#io.of('/').adapter.rooms.has(audienceRoom(organizationId, audience));
  }

  tell(word: LiveEvent): void {
    const room = audienceRoom(word.organizationId, word.audience);
    this.#io.to(room).emit(word.type, liveEventBody(word));
  }

  dropSlowListeners(): void {
    for (const socket of this.#io.of('/').sockets.values()) {
      if (waitingBytes(socket) <= mostWaitingBytes) continue;
      this.#metrics.socketRefused('slow_consumer');
      // It would not get a word either: closing the transport makes it come back by itself, and catch up.
      socket.conn.close(true);
    }
  }

  /** By the token of each and not by room: who is still on the way in is in none. */
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
