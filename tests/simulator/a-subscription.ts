import type { ACalendly, Told } from './a-calendly.ts';

export const bookingEvents = [
  'invitee.created',
  'invitee.canceled',
  'invitee_no_show.created',
  'invitee_no_show.deleted',
];

interface Wish {
  url?: string;
  events?: readonly string[];
  scope?: string;
  user?: string;
  organization?: string;
  signing_key?: string;
  token?: string;
  group?: string;
}

/** Asks for a subscription: of the first user's own bookings, unless told otherwise. */
export async function subscribe(calendly: ACalendly, wish: Wish = {}): Promise<Told> {
  const who = await calendly.who();
  const { token, scope = 'user', ...more } = wish;
  const usual = {
    url: 'https://hooks.example/calendly',
    events: bookingEvents,
    organization: who.organization,
    signing_key: 'a key of one subscription',
  };
  const user = scope === 'user' ? { user: who.user } : {};
  return calendly.call(
    'POST',
    '/webhook_subscriptions',
    { ...usual, ...user, scope, ...more },
    token,
  );
}

/** The path of a resource at the simulator, from its URI. */
export function pathOf(uri: string): string {
  return new URL(uri).pathname;
}
