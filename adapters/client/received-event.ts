import type { LiveEvent } from '../wire/live-event.ts';
import type { RealtimeEvent } from '../wire/realtime-event.ts';

/**
 * An event that the server emits under its type. `type` gives the shape of `data`. An event of the log (`seq` above 0)
 * comes once and in order; its `data` is null when the subject is gone. A live one (`seq: null`) is not kept.
 */
export type ReceivedEvent = RealtimeEvent | LiveEvent;
