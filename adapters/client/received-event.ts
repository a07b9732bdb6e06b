import type { LiveEvent } from '../wire/live-event.ts';
import type { RealtimeEvent } from '../wire/realtime-event.ts';

/**
 * Anything the server emits under its type. `type` tells the shape of `data`. An event of the log (`seq` above 0) comes
 * once and in order, its `data` null when the subject is gone; a live one (`seq: null`) is kept nowhere.
 */
export type ReceivedEvent = RealtimeEvent | LiveEvent;
