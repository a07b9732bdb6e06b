import { RealtimeConnection } from './realtime-connection.ts';
import type { RealtimeOptions } from './realtime-options.ts';

/**
 * Opens a connection for the token's organization and keeps it open. It reconnects by itself, requests the events that it
 * missed, drops those that it already had, and asks for a reload when nothing else helps.
 *
 * Read a snapshot first and pass its `seq` and `epoch`. No later event is missed:
 *
 * ```ts
 * const { items, seq, epoch } = await (await fetch('/prospects', { headers })).json();
 * const connection = connectRealtime({
 *   token,
 *   after: seq,
 *   epoch,
 *   onEvent: (event) => { if (event.type === 'prospect.created') add(event.data); },
 *   onResyncRequired: () => reload(),
 * });
 * ```
 */
export function connectRealtime(options: RealtimeOptions): RealtimeConnection {
  return new RealtimeConnection(options);
}
