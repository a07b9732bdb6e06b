import type { Router } from '@koa/router';
import { z } from 'zod';
import type { ListScheduledEvents } from '../../src/use-cases/list-scheduled-events.ts';
import { scheduledEventBody } from '../wire/scheduled-event.ts';
import { wholeNumber } from '../wire/whole-number.ts';
import { principalOf } from './authentication.ts';
import { parseQuery } from './parse-request.ts';

/** Instants that every database can be asked for. */
const earliest = new Date('0001-01-01T00:00:00Z');
const latest = new Date('9999-12-31T23:59:59.999Z');

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at >= earliest && at <= latest, 'must be in the years 0001 to 9999, in UTC')
  .nullable()
  .default(null);

const ListQuery = z.object({
  from: instant,
  to: instant,
  status: z.enum(['active', 'canceled', 'rescheduled']).nullable().default(null),
  limit: wholeNumber(1, 100).default(50),
  cursor: z.string().min(1).max(1000).nullable().default(null),
});

export function scheduledEventRoutes(router: Router, list: ListScheduledEvents): void {
  router.get('/scheduled-events', async (ctx) => {
    const query = parseQuery(ctx, ListQuery);
    if (query === null) return;
    const page = await list.execute(principalOf(ctx).organizationId, query);
    ctx.body = { ...page, items: page.items.map(scheduledEventBody) };
  });
}
