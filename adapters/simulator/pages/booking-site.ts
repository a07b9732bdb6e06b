import type { CalendlyWorld } from '../bookings/calendly-world.ts';
import type { BookingControls } from '../control/booking-controls.ts';
import type { PostOffice } from '../deliveries/post-office.ts';
import type { Subscriptions } from '../deliveries/subscriptions.ts';
import type { OauthClient } from '../oauth/oauth-client.ts';
import type { PersonalTokens } from '../oauth/personal-tokens.ts';

/** The parts that the pages for people need. */
export interface BookingSite {
  readonly world: CalendlyWorld;
  readonly bookings: BookingControls;
  readonly postOffice: PostOffice;
  readonly subscriptions: Subscriptions;
  readonly clients: readonly OauthClient[];
  readonly personalTokens: PersonalTokens;
}
