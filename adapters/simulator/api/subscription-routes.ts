import type { Subscription } from '../deliveries/subscription.ts';
import { type Answer, json, noContent } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { isAdministrator } from '../people/directory.ts';
import { renderSubscription } from '../rendering/render-subscription.ts';
import { ApiRefusal } from './api-refusal.ts';
import { apiRoute, type Caller } from './api-route.ts';
import type { ApiServer } from './api-server.ts';
import { ownerOf, readNewSubscription } from './new-subscription.ts';
import { pageOf } from './paging.ts';
import { oneOf } from './scheduled-event-routes.ts';

/**
 * `/webhook_subscriptions` (Calendly's docs, "Webhook subscriptions"). A subscription cannot be changed, only deleted
 * and made again.
 */
export function subscriptionRoutes(server: ApiServer): Route[] {
  const { subscriptions } = server;
  const at = '/webhook_subscriptions';
  return [
    apiRoute(server, ['POST', at], 'webhooks:write', ({ body }, caller) => {
      const subscription = subscriptions.create(readNewSubscription(server, caller, body));
      if (subscription === null) throw new ApiRefusal(409);
      return json(201, { resource: renderSubscription(subscription) });
    }),
    apiRoute(server, ['GET', at], 'webhooks:read', (call, caller) => list(server, call, caller)),
    apiRoute(server, ['GET', `${at}/:uuid`], 'webhooks:read', (call, caller) =>
      json(200, { resource: renderSubscription(visible(server, call, caller)) }),
    ),
    apiRoute(server, ['DELETE', `${at}/:uuid`], 'webhooks:write', (call, caller) => {
      subscriptions.delete(visible(server, call, caller));
      return noContent();
    }),
  ];
}

function list(server: ApiServer, call: Call, caller: Caller): Answer {
  const { query } = call;
  const scope = oneOf(query, 'scope', ['organization', 'user', 'group']);
  const organization = query.get('organization');
  if (organization === null || scope === undefined)
    throw ApiRefusal.invalid(
      ...(organization === null ? [{ parameter: 'organization', message: 'is missing' }] : []),
      ...(scope === undefined ? [{ parameter: 'scope', message: 'is missing' }] : []),
    );
  const owner = ownerOf(server, caller, {
    scope: scope as Subscription['scope'],
    organization,
    user: query.get('user') ?? undefined,
    group: query.get('group') ?? undefined,
  });
  return pageOf(call, server.world.webUrl, {
    rows: server.subscriptions.all,
    keyOf: ({ createdAt }) => createdAt,
    isDescending: oneOf(query, 'sort', ['created_at:asc', 'created_at:desc']) === 'created_at:desc',
    matches: (one) =>
      one.scope === scope &&
      one.organizationId === owner.organizationId &&
      one.userId === owner.userId &&
      one.groupId === owner.groupId,
    render: renderSubscription,
  });
}

function visible(
  { subscriptions }: ApiServer,
  { params }: Call,
  { user, organization }: Caller,
): Subscription {
  const found = subscriptions.find(params['uuid'] ?? '');
  if (found?.organizationId !== organization.id) throw new ApiRefusal(404);
  const isOwn = [found.userId, found.creatorId].includes(user.id);
  if (!isOwn && !isAdministrator(user)) throw new ApiRefusal(403);
  return found;
}
