import type { RealtimeEvent } from '../wire/realtime-event.ts';

/** What is sent about the bridge itself. `seq` is null for what the log does not keep. */
export interface ServiceEvent {
  seq: number | null;
  epoch: string;
  type: 'connection.changed' | 'sync.progress' | 'delivery.received';
  organizationId: string;
  /** ISO 8601, UTC. */
  occurredAt: string;
  data: unknown;
}

/** Anything the server emits under its type. `type` tells the shape of `data`, which is null when the subject is gone. */
export type ReceivedEvent = RealtimeEvent | ServiceEvent;
