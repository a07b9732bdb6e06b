import { json } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import type { User } from '../people/directory.ts';
import type { EventType } from '../people/event-type.ts';
import { renderEventType } from '../rendering/render-event-type.ts';
import { idIn } from '../resource-uri.ts';
import { ApiRefusal } from './api-refusal.ts';
import { apiRoute } from './api-route.ts';
import type { ApiServer } from './api-server.ts';
import { pageOf } from './paging.ts';

/** `GET /event_types?user|organization` and `GET /event_types/{uuid}`, of the caller's own organization. */
export function eventTypeRoutes(server: ApiServer): Route[] {
  const { directory, webUrl } = server.world;
  const render = (type: EventType) =>
    renderEventType(type, directory.user(type.ownerId) as User, webUrl);
  return [
    apiRoute(server, ['GET', '/event_types'], 'event_types:read', (call, { organization }) => {
      const user = idIn(call.query.get('user'), 'users');
      if (user === null && idIn(call.query.get('organization'), 'organizations') === null)
        throw ApiRefusal.invalid({ parameter: 'user', message: 'is missing' });
      const rows = directory.eventTypes
        .filter(({ organizationId }) => organizationId === organization.id)
        .filter(({ ownerId }) => user === null || ownerId === user)
        .toSorted((one, other) => (one.slug < other.slug ? -1 : 1));
      return pageOf(call, webUrl, { rows, keyOf: ({ slug }) => slug, render });
    }),
    apiRoute(server, ['GET', '/event_types/:uuid'], 'event_types:read', ({ params }, caller) => {
      const type = directory.eventTypes.find(({ id }) => id === params['uuid']);
      if (type?.organizationId !== caller.organization.id) throw new ApiRefusal(404);
      return json(200, { resource: render(type) });
    }),
  ];
}
