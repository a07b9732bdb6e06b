import type { CalendlyWorld } from '../bookings/calendly-world.ts';
import type { Subscriptions } from '../deliveries/subscriptions.ts';
import type { OauthClient } from '../oauth/oauth-client.ts';
import type { Tokens } from '../oauth/tokens.ts';
import type { RateLimit } from './rate-limit.ts';

/** The parts that the API's routes need. */
export interface ApiServer {
  readonly world: CalendlyWorld;
  readonly tokens: Tokens;
  readonly clients: readonly OauthClient[];
  readonly subscriptions: Subscriptions;
  readonly rateLimit: RateLimit;
  /**
   * True when every subscription needs a paid plan, as before November 2026. Otherwise only one for routing forms does.
   */
  readonly webhooksNeedPaidPlan: boolean;
}
