import { auditRoutes } from './audit-routes.ts';
import { calendlyRoutes } from './calendly-routes.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { prospectRoutes } from './prospect-routes.ts';
import type { Route } from './route.ts';
import { scheduledEventRoutes } from './scheduled-event-routes.ts';

/** Every route of the API. Webhooks, the way back from Calendly's consent, and pages keep ways of their own. */
export const httpApi = {
  ...prospectRoutes,
  ...scheduledEventRoutes,
  ...eventRoutes,
  ...deliveryRoutes,
  ...auditRoutes,
  ...calendlyRoutes,
  ...healthRoutes,
  ...documentRoutes,
};

export type HttpApi = typeof httpApi;

type Named<R extends Route> = `${R['method']} ${R['path']}`;

/** A route as a client names it: `GET /prospects/:id`. */
export type Address = { [Name in keyof HttpApi]: Named<HttpApi[Name]> }[keyof HttpApi];

/** The declaration of a route that a client names. */
export type RouteAt<At extends Address> = {
  [Name in keyof HttpApi]: Named<HttpApi[Name]> extends At ? HttpApi[Name] : never;
}[keyof HttpApi];
