import { ActionRefused } from '../bookings/calendly-world.ts';
import { cancelMeeting } from '../bookings/cancel-meeting.ts';
import type { ScheduledEvent } from '../bookings/scheduled-event.ts';
import { sortKey } from '../bookings/sorted-events.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Call, jsonOf } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { renderCancellation } from '../rendering/render-invitee.ts';
import { renderApiScheduledEvent } from '../rendering/render-scheduled-event.ts';
import { readInstant } from '../time/instant-text.ts';
import { ApiRefusal } from './api-refusal.ts';
import { apiRoute, type Caller } from './api-route.ts';
import type { ApiServer } from './api-server.ts';
import { pageOf } from './paging.ts';
import { eventsAskedFor, visibleEvent } from './visible-events.ts';

const maxReasonLength = 10_000;

/** `GET /scheduled_events`, one of them, and canceling it (Calendly's docs, "Scheduled events"). */
export function scheduledEventRoutes(server: ApiServer): Route[] {
  const { world } = server;
  return [
    apiRoute(server, ['GET', '/scheduled_events'], 'scheduled_events:read', (call, caller) =>
      list(server, call, caller),
    ),
    apiRoute(
      server,
      ['GET', '/scheduled_events/:uuid'],
      'scheduled_events:read',
      ({ params }, caller) => {
        const event = visibleEvent(server, caller, params['uuid'] ?? '');
        return json(200, { resource: renderApiScheduledEvent(world, event) });
      },
    ),
    apiRoute(
      server,
      ['POST', '/scheduled_events/:uuid/cancellation'],
      'scheduled_events:write',
      (call, caller) => cancel(server, call, caller),
    ),
  ];
}

function list(server: ApiServer, call: Call, caller: Caller): Answer {
  const { world } = server;
  const { query } = call;
  const source = eventsAskedFor(server, caller, query);
  const status = oneOf(query, 'status', ['active', 'canceled']);
  const sort = oneOf(query, 'sort', ['start_time:asc', 'start_time:desc']);
  const email = query.get('invitee_email')?.toLowerCase();
  const hasInvitee = (event: ScheduledEvent) =>
    world.ledger.inviteesOf(event).some((invitee) => invitee.email.toLowerCase() === email);
  return pageOf(call, world.webUrl, {
    rows: source.rows,
    keyOf: sortKey,
    from: instantIn(query, 'min_start_time'),
    before: instantIn(query, 'max_start_time'),
    isDescending: sort === 'start_time:desc',
    matches: (event) =>
      source.matches(event) &&
      (status === undefined || event.status === status) &&
      (email === undefined || hasInvitee(event)),
    render: (event) => renderApiScheduledEvent(world, event),
  });
}

function cancel(server: ApiServer, call: Call, caller: Caller): Answer {
  const event = server.world.ledger.event(call.params['uuid'] ?? '');
  if (event?.organizationId !== caller.organization.id) throw new ApiRefusal(404);
  if (!event.hostIds.includes(caller.user.id))
    throw new ApiRefusal(403, 'You are not allowed to cancel this event');
  const { reason = null } = (jsonOf(call.body) ?? {}) as { reason?: unknown };
  if (reason !== null && (typeof reason !== 'string' || reason.length > maxReasonLength))
    throw ApiRefusal.invalid({ parameter: 'reason', message: 'is too long' });
  try {
    const canceled = cancelMeeting(server.world, event, { host: caller.user.name, reason });
    return json(201, { resource: renderCancellation(canceled) });
  } catch (error) {
    if (error instanceof ActionRefused) throw new ApiRefusal(403, error.message);
    throw error;
  }
}

function instantIn(query: URLSearchParams, parameter: string): string | undefined {
  const text = query.get(parameter);
  if (text === null) return undefined;
  const instant = readInstant(text);
  if (instant === null)
    throw ApiRefusal.invalid({ parameter, message: 'must be a valid date-time' });
  return instant;
}

/** @throws ApiRefusal 400 when it is none of them */
export function oneOf(
  query: URLSearchParams,
  parameter: string,
  words: readonly string[],
): string | undefined {
  const word = query.get(parameter) ?? undefined;
  if (word !== undefined && !words.includes(word))
    throw ApiRefusal.invalid({ parameter, message: 'is invalid' });
  return word;
}
