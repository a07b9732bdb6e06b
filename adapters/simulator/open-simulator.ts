import type { ApiServer } from './api/api-server.ts';
import { eventTypeRoutes } from './api/event-type-routes.ts';
import { inviteeRoutes } from './api/invitee-routes.ts';
import { noShowRoutes } from './api/no-show-routes.ts';
import { RateLimit } from './api/rate-limit.ts';
import { scheduledEventRoutes } from './api/scheduled-event-routes.ts';
import { subscriptionRoutes } from './api/subscription-routes.ts';
import { userRoutes } from './api/user-routes.ts';
import type { CalendlyWorld } from './bookings/calendly-world.ts';
import { inventHistory } from './bookings/invent-history.ts';
import { Ledger } from './bookings/ledger.ts';
import { BookingControls } from './control/booking-controls.ts';
import { CallCounter } from './control/call-counter.ts';
import { controlRoutes } from './control/control-routes.ts';
import { SimulatorControls } from './control/simulator-controls.ts';
import { PostOffice } from './deliveries/post-office.ts';
import { calendlyTimeouts } from './deliveries/post-webhook.ts';
import { defaultRetrySchedule } from './deliveries/retry-schedule.ts';
import { Subscriptions } from './deliveries/subscriptions.ts';
import { FaultBoard } from './faults/fault-board.ts';
import { type Route, Router } from './http/router.ts';
import type { Serving } from './http/serve.ts';
import { authorizeRoutes } from './oauth/authorize-routes.ts';
import { Codes } from './oauth/codes.ts';
import type { OauthClient } from './oauth/oauth-client.ts';
import type { OauthServer } from './oauth/oauth-server.ts';
import { PersonalTokens } from './oauth/personal-tokens.ts';
import { RefreshLog } from './oauth/refresh-log.ts';
import { revocationRoutes } from './oauth/revocation-routes.ts';
import { TokenRate } from './oauth/token-rate.ts';
import { tokenRoute } from './oauth/token-route.ts';
import { Tokens } from './oauth/tokens.ts';
import { pageRoutes } from './pages/page-routes.ts';
import { foundDirectory } from './people/found-directory.ts';
import { SeededIds } from './seeded-ids.ts';
import { SeededRandom } from './seeded-random.ts';
import type { SimulatorSetting } from './simulator-options.ts';
import { TurnableClock } from './time/turnable-clock.ts';

export interface OpenSimulator {
  readonly serving: Serving;
  readonly bookings: BookingControls;
  readonly controls: SimulatorControls;
  readonly postOffice: PostOffice;
  readonly counter: CallCounter;
  readonly refreshes: RefreshLog;
  readonly clients: readonly OauthClient[];
}

/** Puts the parts together. `url` is where it will answer. */
export function openSimulator(setting: SimulatorSetting, url: string): OpenSimulator {
  const clock = new TurnableClock(setting.now ?? (() => new Date()));
  const ids = new SeededIds(setting.seed, clock.now().toISOString());
  const directory = foundDirectory(setting.organizations, ids);
  const clients = setting.clients ?? [defaultClient(ids)];
  const faults = new FaultBoard();
  const counter = new CallCounter();
  const subscriptions = new Subscriptions(directory, ids, clock);
  const postOffice = new PostOffice({
    clock,
    ids,
    random: new SeededRandom(setting.seed),
    faults,
    subscriptions,
    timeouts: setting.timeouts ?? calendlyTimeouts,
    schedule: setting.retry ?? defaultRetrySchedule,
    signsRetriesAnew: setting.signsRetriesAnew,
  });
  const announce = postOffice.announce.bind(postOffice);
  const world = { directory, ledger: new Ledger(), ids, clock, webUrl: url, announce };
  fillHistory(world, setting);

  const tokens = new Tokens(directory, ids, clock);
  const personalTokens = new PersonalTokens(directory, tokens);
  const refreshes = new RefreshLog();
  const bookings = new BookingControls(world);
  const controls = new SimulatorControls({
    url,
    directory,
    clock,
    clients,
    personalTokens,
    subscriptions,
    postOffice,
    faults,
    counter,
    refreshes,
  });
  const rateLimit = new RateLimit(clock, setting.rateLimit);
  const { webhooksNeedPaidPlan, requirePkce } = setting;
  const api = { world, tokens, clients, subscriptions, rateLimit, webhooksNeedPaidPlan };
  const codes = new Codes(ids, clock);
  const rate = new TokenRate();
  const oauth = { url, directory, clients, tokens, codes, rate, refreshes, clock, requirePkce };
  const router = new Router([
    ...apiRoutes(api),
    ...oauthRoutes(oauth),
    ...controlRoutes(bookings, controls),
    ...pageRoutes({ world, bookings, postOffice, subscriptions, clients, personalTokens }),
  ]);
  return {
    serving: { router, faults, counter },
    bookings,
    controls,
    postOffice,
    counter,
    refreshes,
    clients,
  };
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

function fillHistory(world: CalendlyWorld, { events, historyDays, upcoming }: SimulatorSetting) {
  for (const [at, user] of world.directory.users.entries())
    inventHistory(world, user, {
      past: at === 0 ? events : Math.floor(events / 10),
      pastDays: historyDays,
      future: upcoming,
    });
}

/** The app that the service is, unless others are set up. Its id has characters that HTTP Basic must not encode. */
function defaultClient(ids: SeededIds): OauthClient {
  return {
    id: 'simulator-client',
    secret: ids.secretOf('client', 'secret'),
    name: 'Velvena',
    redirectUris: null,
    signingKey: ids.secretOf('client', 'signing-key'),
    legacy: false,
  };
}
