import { RealtimeConnection } from './realtime-connection.ts';
import type { RealtimeOptions } from './realtime-options.ts';

/**
 * Opens the live line of the token's organization and keeps it: it reconnects by itself, asks for
 * what it missed, drops what it already had, and says so when only a reload can help.
 *
 * Read a snapshot first and hand over its `seq` and `epoch`; from there nothing is missed:
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
