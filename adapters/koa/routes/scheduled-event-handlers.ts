import type { ListScheduledEvents } from '../../../src/use-cases/prospects/list-scheduled-events.ts';
import type { scheduledEventRoutes } from '../../wire/routes/scheduled-event-routes.ts';
import { scheduledEventBody } from '../../wire/scheduled-event.ts';
import type { Handlers } from './handler.ts';

export function scheduledEventHandlers(
  list: ListScheduledEvents,
): Handlers<typeof scheduledEventRoutes> {
  return {
    listScheduledEvents: async ({ principal, query }) => {
      const page = await list.execute(principal.organizationId, query);
      return { ...page, items: page.items.map(scheduledEventBody) };
    },
  };
}
