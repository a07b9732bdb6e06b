import type { TextId } from '../locale/catalog.ts';
import type { Say } from '../locale/use-text.ts';
import type { DeliveryStatus } from './deliveries-query.ts';

/** Colours of statuses. What waits for a person stands out. */
export const statusColors: Record<DeliveryStatus, string> = {
  applied: 'green',
  ignored: 'gray',
  unrouted: 'gray',
  quarantined: 'orange',
  due: 'blue',
  dead: 'red',
  dismissed: 'gray',
};

/** The statuses that an organization's deliveries can have, those for a person first. */
export const listedStatuses = [
  'dead',
  'quarantined',
  'due',
  'applied',
  'ignored',
  'dismissed',
] as const satisfies DeliveryStatus[];

const events: Record<string, TextId> = {
  'invitee.created': 'webhook.booked',
  'invitee.canceled': 'webhook.canceled',
  'invitee.rescheduled': 'webhook.rescheduled',
  'invitee_no_show.created': 'webhook.noShow',
  'invitee_no_show.deleted': 'webhook.noShowCleared',
  'routing_form_submission.created': 'webhook.routingForm',
  'doctor.ping': 'webhook.ping',
};

const reasons: Record<string, TextId> = {
  empty: 'reason.empty',
  bad_json: 'reason.bad_json',
  not_an_object: 'reason.not_an_object',
  too_deep: 'reason.too_deep',
  encoded: 'reason.encoded',
  schema: 'reason.schema',
  no_email: 'reason.no_email',
  signed_too_long_ago: 'reason.signed_too_long_ago',
  store_refused: 'reason.store_refused',
  store_conflict: 'reason.busy',
  stream_busy: 'reason.busy',
  unavailable: 'reason.unavailable',
  internal_error: 'reason.internal_error',
};

/** The subject of the webhook. An event that the page does not know keeps Calendly's name. */
export function eventText(event: string | null, say: Say): string {
  if (event === null) return say('webhook.unread');
  const text = events[event];
  return text === undefined ? event : say(text);
}

export function reasonText(reason: string, say: Say): string {
  const text = reasons[reason];
  return text === undefined ? say('reason.other', { code: reason }) : say(text);
}
