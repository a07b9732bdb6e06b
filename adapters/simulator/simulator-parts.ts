import type { CalendlyWorld } from './bookings/calendly-world.ts';
import { inventHistory } from './bookings/invent-history.ts';
import { Ledger } from './bookings/ledger.ts';
import { CallCounter } from './control/call-counter.ts';
import { PostOffice } from './deliveries/post-office.ts';
import { calendlyTimeouts } from './deliveries/post-webhook.ts';
import { defaultRetrySchedule } from './deliveries/retry-schedule.ts';
import { Subscriptions } from './deliveries/subscriptions.ts';
import { FaultBoard } from './faults/fault-board.ts';
import type { OauthClient } from './oauth/oauth-client.ts';
import { PersonalTokens } from './oauth/personal-tokens.ts';
import { RefreshLog } from './oauth/refresh-log.ts';
import { Tokens } from './oauth/tokens.ts';
import { foundDirectory } from './people/found-directory.ts';
import { SeededIds } from './seeded-ids.ts';
import { SeededRandom } from './seeded-random.ts';
import type { SimulatorSetting } from './simulator-options.ts';
import { TurnableClock } from './time/turnable-clock.ts';

export type SimulatorParts = ReturnType<typeof simulatorParts>;

/** The state and the parts of a simulator, before it listens. `url` is its own address. */
export function simulatorParts(setting: SimulatorSetting, url: string) {
  const clock = new TurnableClock(setting.now ?? (() => new Date()));
  const ids = new SeededIds(setting.seed, clock.now().toISOString());
  const directory = foundDirectory(setting.organizations, ids);
  const clients = setting.clients ?? [defaultClient(ids)];
  const faults = new FaultBoard();
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
  return {
    url,
    clock,
    ids,
    directory,
    clients,
    faults,
    subscriptions,
    postOffice,
    world,
    tokens,
    personalTokens: new PersonalTokens(directory, tokens),
    refreshes: new RefreshLog(),
    counter: new CallCounter(),
  };
}

function fillHistory(
  world: CalendlyWorld,
  { events, historyDays, upcoming }: SimulatorSetting,
): void {
  for (const [at, user] of world.directory.users.entries())
    inventHistory(world, user, {
      past: at === 0 ? events : Math.floor(events / 10),
      pastDays: historyDays,
      future: upcoming,
    });
}

/** The service's app, unless others are set up. Its id has characters that HTTP Basic must not encode. */
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
