import type { DeliveryStore } from '../../../src/ports/delivery-store.ts';
import {
  type Act,
  type DecideDelivery,
  statusesFor,
} from '../../../src/use-cases/operators/decide-delivery.ts';
import { changeBody } from '../../wire/decided-delivery.ts';
import { deliveryBody, deliveryFileBody } from '../../wire/delivery.ts';
import type { deliveryRoutes } from '../../wire/routes/delivery-routes.ts';
import { refuse } from '../problems/refusal.ts';
import type { Handler, Handlers } from './handler.ts';

export interface DeliveryRouteParts {
  deliveries: DeliveryStore;
  decideDelivery: DecideDelivery;
}

const noSuchDelivery = refuse('not_found.delivery');

/** The inbox, for administrators. Reading it decides nothing, so those routes ask the store itself. */
export function deliveryHandlers({
  deliveries,
  decideDelivery,
}: DeliveryRouteParts): Handlers<typeof deliveryRoutes> {
  const deciding =
    (act: Act): Handler<(typeof deliveryRoutes)['replayDelivery']> =>
    async ({ principal, params, query: { dryRun }, body: { reason } }) => {
      const { organizationId, subject: actor } = principal;
      const by = { actor, reason, dryRun };
      const decided = await decideDelivery.execute(organizationId, params.id, act, by);
      if (decided === 'not_found') return noSuchDelivery;
      if (decided === 'body_gone') return refuse('body_gone');
      if ('wrongStatus' in decided) {
        const possible = statusesFor(act).join(', ');
        return refuse('wrong_status', { facts: { status: decided.wrongStatus, possible } });
      }
      const { delivery, applied, changes } = decided;
      const changed = changes.map(changeBody);
      return { delivery: deliveryBody(delivery), applied, dryRun, changes: changed };
    };

  return {
    listDeliveries: async ({ principal, query }) => {
      const page = await deliveries.list(principal.organizationId, query);
      return { ...page, items: page.items.map(deliveryBody) };
    },

    showDelivery: async ({ principal, params }) => {
      const file = await deliveries.get(principal.organizationId, params.id);
      return file === null ? noSuchDelivery : deliveryFileBody(file);
    },

    replayDelivery: deciding('replay'),
    releaseDelivery: deciding('release'),
    dismissDelivery: deciding('dismiss') as Handler<(typeof deliveryRoutes)['dismissDelivery']>,
  };
}
