import type { Invitee } from '../bookings/invitee.ts';
import { type Answer, json } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { renderInvitee } from '../rendering/render-invitee.ts';
import { ApiRefusal } from './api-refusal.ts';
import { apiRoute, type Caller } from './api-route.ts';
import type { ApiServer } from './api-server.ts';
import { pageOf } from './paging.ts';
import { oneOf } from './scheduled-event-routes.ts';
import { visibleEvent } from './visible-events.ts';

/** `GET /scheduled_events/{uuid}/invitees` and one of them (Calendly's docs, "List event invitees"). */
export function inviteeRoutes(server: ApiServer): Route[] {
  const { world } = server;
  const scope = 'scheduled_events:read';
  return [
    apiRoute(server, ['GET', '/scheduled_events/:uuid/invitees'], scope, (call, caller) =>
      list(server, call, caller),
    ),
    apiRoute(
      server,
      ['GET', '/scheduled_events/:uuid/invitees/:invitee'],
      scope,
      ({ params }, caller) => {
        const event = visibleEvent(server, caller, params['uuid'] ?? '');
        const invitee = world.ledger.invitee(params['invitee'] ?? '');
        if (invitee?.eventId !== event.id) throw new ApiRefusal(404);
        return json(200, { resource: renderInvitee(world, invitee) });
      },
    ),
  ];
}

function list(server: ApiServer, call: Call, caller: Caller): Answer {
  const { world } = server;
  const event = visibleEvent(server, caller, call.params['uuid'] ?? '');
  const status = oneOf(call.query, 'status', ['active', 'canceled']);
  const sort = oneOf(call.query, 'sort', ['created_at:asc', 'created_at:desc']);
  const email = call.query.get('email')?.toLowerCase();
  return pageOf(call, world.webUrl, {
    rows: world.ledger.inviteesOf(event),
    keyOf: ({ createdAt, id }: Invitee) => `${createdAt} ${id}`,
    isDescending: sort === 'created_at:desc',
    matches: (invitee) =>
      (status === undefined || invitee.status === status) &&
      (email === undefined || invitee.email.toLowerCase() === email),
    render: (invitee) => renderInvitee(world, invitee),
  });
}
