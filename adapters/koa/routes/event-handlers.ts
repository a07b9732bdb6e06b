import type { ReadEvents } from '../../../src/use-cases/realtime/read-events.ts';
import { realtimeEventBody } from '../../wire/realtime-event.ts';
import type { eventRoutes } from '../../wire/routes/event-routes.ts';
import type { Handlers } from './handler.ts';

export function eventHandlers(readEvents: ReadEvents): Handlers<typeof eventRoutes> {
  return {
    readEvents: async ({ principal, query }) => {
      const page = await readEvents.execute(principal.organizationId, query.after, query.limit);
      return { ...page, items: page.items.map(realtimeEventBody) };
    },
  };
}
