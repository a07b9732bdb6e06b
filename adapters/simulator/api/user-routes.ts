import { json } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import { renderUser } from '../rendering/render-user.ts';
import { ApiRefusal } from './api-refusal.ts';
import { apiRoute } from './api-route.ts';
import type { ApiServer } from './api-server.ts';

/** `GET /users/me`, and any user of the caller's own organization. */
export function userRoutes(server: ApiServer): Route[] {
  const { directory, webUrl } = server.world;
  return [
    apiRoute(server, ['GET', '/users/me'], 'users:read', (_call, { user }) =>
      json(200, { resource: renderUser(user, webUrl) }),
    ),
    apiRoute(server, ['GET', '/users/:uuid'], 'users:read', ({ params }, { organization }) => {
      const user = directory.users.find(({ id }) => id === params['uuid']);
      if (user?.organizationId !== organization.id) throw new ApiRefusal(404);
      return json(200, { resource: renderUser(user, webUrl) });
    }),
  ];
}
