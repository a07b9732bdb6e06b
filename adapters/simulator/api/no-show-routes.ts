import { ActionRefused } from '../bookings/calendly-world.ts';
import type { Invitee } from '../bookings/invitee.ts';
import { clearNoShow, markNoShow } from '../bookings/mark-no-show.ts';
import { type Answer, json, noContent } from '../http/answer.ts';
import { type Call, jsonOf } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { idIn, uriOf } from '../resource-uri.ts';
import { ApiRefusal } from './api-refusal.ts';
import { apiRoute, type Caller } from './api-route.ts';
import type { ApiServer } from './api-server.ts';
import { visibleEvent } from './visible-events.ts';

/** `/invitee_no_shows`: sets a mark, reads it, removes it (Calendly's docs, "Invitee no-shows"). */
export function noShowRoutes(server: ApiServer): Route[] {
  const { world } = server;
  const marked = ({ params }: Call, caller: Caller): Invitee => {
    const invitee = world.ledger.inviteeMarkedBy(params['uuid'] ?? '');
    if (invitee === undefined) throw new ApiRefusal(404);
    visibleEvent(server, caller, invitee.eventId);
    return invitee;
  };
  return [
    apiRoute(server, ['POST', '/invitee_no_shows'], 'scheduled_events:write', (call, caller) =>
      mark(server, call, caller),
    ),
    apiRoute(server, ['GET', '/invitee_no_shows/:uuid'], 'scheduled_events:read', (call, caller) =>
      json(200, { resource: renderNoShow(marked(call, caller)) }),
    ),
    apiRoute(
      server,
      ['DELETE', '/invitee_no_shows/:uuid'],
      'scheduled_events:write',
      (call, caller) => {
        clearNoShow(world, marked(call, caller));
        return noContent();
      },
    ),
  ];
}

function mark(server: ApiServer, { body }: Call, caller: Caller): Answer {
  const { invitee: uri } = (jsonOf(body) ?? {}) as { invitee?: unknown };
  const id = typeof uri === 'string' ? idIn(uri, 'invitees') : null;
  if (id === null) throw ApiRefusal.invalid({ parameter: 'invitee', message: 'is invalid' });
  const invitee = server.world.ledger.invitee(id);
  if (invitee === undefined) throw new ApiRefusal(404);
  visibleEvent(server, caller, invitee.eventId);
  try {
    markNoShow(server.world, invitee);
  } catch (error) {
    if (!(error instanceof ActionRefused)) throw error;
    throw ApiRefusal.invalid({ parameter: 'invitee', message: 'is already marked as a no-show' });
  }
  return json(201, { resource: renderNoShow(invitee) });
}

function renderNoShow(invitee: Invitee): object {
  const { noShow } = invitee;
  return {
    uri: uriOf.noShow(noShow?.id ?? ''),
    invitee: uriOf.invitee(invitee),
    created_at: noShow?.createdAt,
  };
}
