import { ReadEvents } from '../../src/use-cases/realtime/read-events.ts';
import { ReadLog } from '../../src/use-cases/realtime/read-log.ts';
import { RelayEvents } from '../../src/use-cases/realtime/relay-events.ts';
import { RelayLiveMessages } from '../../src/use-cases/realtime/relay-live-messages.ts';
import { RenderEvents } from '../../src/use-cases/realtime/render-events.ts';

/** Sends clients new events, and replays those that they missed. */
export const realtime = {
  ReadEvents,
  ReadLog,
  RelayEvents,
  RelayLiveMessages,
  RenderEvents,
};
