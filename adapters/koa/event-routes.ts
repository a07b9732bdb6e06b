import type { Router } from '@koa/router';
import { z } from 'zod';
import type { ReadEvents } from '../../src/use-cases/read-events.ts';
import { realtimeEventBody } from '../wire/realtime-event.ts';
import { wholeNumber } from '../wire/whole-number.ts';
import { principalOf } from './authentication.ts';
import { parseQuery } from './parse-request.ts';

const EventsQuery = z.object({
  after: wholeNumber(0).default(0),
  limit: wholeNumber(1, 1000).default(100),
});

export function eventRoutes(router: Router, readEvents: ReadEvents): void {
  router.get('/events', async (ctx) => {
    const query = parseQuery(ctx, EventsQuery);
    if (query === null) return;
    const { organizationId } = principalOf(ctx);
    const page = await readEvents.execute(organizationId, query.after, query.limit);
    ctx.body = { ...page, items: page.items.map(realtimeEventBody) };
  });
}
