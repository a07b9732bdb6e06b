import type { ServerResponse } from 'node:http';
import type {
  Audience,
  Listener,
  LiveEvent,
  LogPosition,
  Notifier,
  OrganizationId,
  RealtimeEvent,
} from 'velvena-calendly-core';

/** Tells browsers by server-sent events. */
export class EventStreamNotifier implements Notifier {
  readonly #rooms = new Map<OrganizationId, Map<ServerResponse, 'admin' | 'member'>>();

  /** A browser that has just connected. It is in the room once it is ready. */
  listener(response: ServerResponse, role: 'admin' | 'member'): Listener {
    return {
      send: (event) => write(response, event.type, event),
      taken: async () => undefined,
      resync: (position) => write(response, 'resync_required', position),
      ready: (position) => {
        this.#join(position.organizationId, response, role);
        write(response, 'ready', position);
      },
    };
  }

  organizations(): OrganizationId[] {
    return [...this.#rooms.keys()];
  }

  broadcast(event: RealtimeEvent): void {
    for (const to of this.#audience(event.organizationId, 'members')) write(to, event.type, event);
  }

  resync(organizationId: OrganizationId, position: LogPosition): void {
    for (const to of this.#audience(organizationId, 'members'))
      write(to, 'resync_required', position);
  }

  hears(organizationId: OrganizationId, audience: Audience): boolean {
    return this.#audience(organizationId, audience).length > 0;
  }

  notify(event: LiveEvent): void {
    for (const to of this.#audience(event.organizationId, event.audience)) {
      write(to, event.type, { seq: null, ...event });
    }
  }

  dropSlowListeners(): void {
    for (const room of this.#rooms.values()) {
      for (const response of room.keys()) if (response.writableLength > 1e6) response.destroy();
    }
  }

  dropDisabled(organizationIds: ReadonlySet<OrganizationId>): void {
    for (const id of organizationIds) {
      for (const response of this.#audience(id, 'members')) {
        write(response, 'org_disabled', { seq: null });
        response.end();
      }
    }
  }

  #join(organizationId: OrganizationId, response: ServerResponse, role: 'admin' | 'member'): void {
    const room = this.#rooms.get(organizationId) ?? new Map();
    this.#rooms.set(organizationId, room.set(response, role));
    response.once('close', () => {
      room.delete(response);
      if (room.size === 0) this.#rooms.delete(organizationId);
    });
  }

  #audience(organizationId: OrganizationId, audience: Audience): ServerResponse[] {
    const room = [...(this.#rooms.get(organizationId) ?? [])];
    const reached = room.filter(([, role]) => audience === 'members' || role === 'admin');
    return reached.map(([response]) => response);
  }
}

function write(response: ServerResponse, type: string, data: unknown): void {
  response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
}
