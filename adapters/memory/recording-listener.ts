import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Listener, Place, RealtimeEvent } from '../../src/ports/notifier.ts';

/** Keeps what one client on its way in is told. */
export class RecordingListener implements Listener {
  readonly events: RealtimeEvent[] = [];
  readonly resyncs: Place[] = [];
  /** Where the client joined the live events; null until then. */
  joined: (Place & { organizationId: OrganizationId; replayed: number }) | null = null;

  send(event: RealtimeEvent): void {
    this.events.push(structuredClone(event));
  }

  resync({ seq, epoch }: Place): void {
    this.resyncs.push({ seq, epoch });
  }

  ready(place: Place & { organizationId: OrganizationId; replayed: number }): void {
    this.joined = { ...place };
  }

  async taken(): Promise<void> {}
}
