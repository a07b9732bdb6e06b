import type { Router } from '@koa/router';
import { z } from 'zod';
import type { DeliveryStore } from '../../src/ports/delivery-store.ts';
import { Delivery, deliveryBody, deliveryFileBody } from '../wire/delivery.ts';
import { wholeNumber } from '../wire/whole-number.ts';
import { answerProblem } from './answer-problem.ts';
import { adminsOnly, principalOf } from './authentication.ts';
import { parseQuery } from './parse-request.ts';

const ListQuery = z.object({
  status: Delivery.shape.status.nullable().default(null),
  limit: wholeNumber(1, 100).default(50),
  cursor: z.string().min(1).max(1000).nullable().default(null),
});

/** The inbox, for administrators. Reading it decides nothing, so the routes ask the store itself. */
export function deliveryRoutes(router: Router, deliveries: DeliveryStore): void {
  router.get('/deliveries', adminsOnly, async (ctx) => {
    const query = parseQuery(ctx, ListQuery);
    if (query === null) return;
    const page = await deliveries.list(principalOf(ctx).organizationId, query);
    ctx.body = { ...page, items: page.items.map(deliveryBody) };
  });

  router.get('/deliveries/:id', adminsOnly, async (ctx) => {
    const file = await deliveries.get(principalOf(ctx).organizationId, ctx.params['id'] ?? '');
    if (file === null) {
      answerProblem(ctx, 404, 'not_found', 'There is no such delivery.');
      return;
    }
    ctx.body = deliveryFileBody(file);
  });
}
