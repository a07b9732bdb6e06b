import type { ApiServer } from './api/api-server.ts';
import { eventTypeRoutes } from './api/event-type-routes.ts';
import { inviteeRoutes } from './api/invitee-routes.ts';
import { noShowRoutes } from './api/no-show-routes.ts';
import { RateLimit } from './api/rate-limit.ts';
import { scheduledEventRoutes } from './api/scheduled-event-routes.ts';
import { subscriptionRoutes } from './api/subscription-routes.ts';
import { userRoutes } from './api/user-routes.ts';
import { BookingControls } from './control/booking-controls.ts';
import { controlRoutes } from './control/control-routes.ts';
import { SimulatorControls } from './control/simulator-controls.ts';
import { type Route, Router } from './http/router.ts';
import type { Serving } from './http/serve.ts';
import { authorizeRoutes } from './oauth/authorize-routes.ts';
import { Codes } from './oauth/codes.ts';
import type { OauthServer } from './oauth/oauth-server.ts';
import { revocationRoutes } from './oauth/revocation-routes.ts';
import { TokenRate } from './oauth/token-rate.ts';
import { tokenRoute } from './oauth/token-route.ts';
import { pageRoutes } from './pages/page-routes.ts';
import type { SimulatorSetting } from './simulator-options.ts';
import { type SimulatorParts, simulatorParts } from './simulator-parts.ts';

export interface OpenSimulator extends SimulatorParts {
  readonly serving: Serving;
  readonly bookings: BookingControls;
  readonly controls: SimulatorControls;
}

/** Puts all parts behind routes. `url` is the simulator's own address. */
export function openSimulator(setting: SimulatorSetting, url: string): OpenSimulator {
  const parts = simulatorParts(setting, url);
  const { clock, ids, world, faults, counter } = parts;
  const bookings = new BookingControls(world);
  const controls = new SimulatorControls(parts);
  const { webhooksNeedPaidPlan, requirePkce, rateLimit } = setting;
  const limit = new RateLimit(clock, rateLimit);
  const router = new Router([
    ...apiRoutes({ ...parts, rateLimit: limit, webhooksNeedPaidPlan }),
    ...oauthRoutes({ ...parts, codes: new Codes(ids, clock), rate: new TokenRate(), requirePkce }),
    ...controlRoutes(bookings, controls),
    ...pageRoutes({ ...parts, bookings }),
  ]);
  return { ...parts, serving: { router, faults, counter }, bookings, controls };
}

function apiRoutes(api: ApiServer): Route[] {
  return [
    ...userRoutes(api),
    ...eventTypeRoutes(api),
    ...scheduledEventRoutes(api),
    ...inviteeRoutes(api),
    ...noShowRoutes(api),
    ...subscriptionRoutes(api),
  ];
}

function oauthRoutes(oauth: OauthServer): Route[] {
  return [tokenRoute(oauth), ...revocationRoutes(oauth), ...authorizeRoutes(oauth)];
}
