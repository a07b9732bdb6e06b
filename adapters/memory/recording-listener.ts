import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Listener, LogPosition, RealtimeEvent } from '../../src/ports/notifier.ts';

/** Keeps the events that one catching-up client was sent. */
export class RecordingListener implements Listener {
  readonly events: RealtimeEvent[] = [];
  readonly resyncs: LogPosition[] = [];
  /** The position where the client joined the live events; null until then. */
  joined: (LogPosition & { organizationId: OrganizationId; replayed: number }) | null = null;

  send(event: RealtimeEvent): void {
    this.events.push(structuredClone(event));
  }

  resync({ seq, epoch }: LogPosition): void {
    this.resyncs.push({ seq, epoch });
  }

  ready(position: LogPosition & { organizationId: OrganizationId; replayed: number }): void {
    this.joined = { ...position };
  }

  async taken(): Promise<void> {}
}
