import type { ServerResponse } from 'node:http';
import type {
  Listener,
  Notifier,
  OrganizationId,
  Place,
  RealtimeEvent,
} from 'velvena-calendly-core';

/** Tells browsers by server-sent events. */
export class EventStreamNotifier implements Notifier {
  readonly #rooms = new Map<OrganizationId, Set<ServerResponse>>();

  /** A browser that has just connected. It is in the room once it is ready. */
  listener(response: ServerResponse): Listener {
    return {
      send: (event) => tell(response, event.type, event),
      taken: async () => undefined,
      resync: (place) => tell(response, 'resync_required', place),
      ready: (place) => {
        this.#join(place.organizationId, response);
        tell(response, 'ready', place);
      },
    };
  }

  organizations(): OrganizationId[] {
    return [...this.#rooms.keys()];
  }

  broadcast(event: RealtimeEvent): void {
    for (const response of this.#roomOf(event.organizationId)) tell(response, event.type, event);
  }

  resync(organizationId: OrganizationId, place: Place): void {
    for (const response of this.#roomOf(organizationId)) tell(response, 'resync_required', place);
  }

  dropSlowListeners(): void {
    for (const room of this.#rooms.values()) {
      for (const response of room) if (response.writableLength > 1_000_000) response.destroy();
    }
  }

  #join(organizationId: OrganizationId, response: ServerResponse): void {
    const room = this.#roomOf(organizationId).add(response);
    this.#rooms.set(organizationId, room);
    response.once('close', () => {
      room.delete(response);
      if (room.size === 0) this.#rooms.delete(organizationId);
    });
  }

  #roomOf(organizationId: OrganizationId): Set<ServerResponse> {
    return this.#rooms.get(organizationId) ?? new Set();
  }
}

function tell(response: ServerResponse, type: string, data: unknown): void {
  response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
}
