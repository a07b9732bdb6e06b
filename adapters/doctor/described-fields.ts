import { bookingEvents, formEvents } from '../../src/domain/webhook-events.ts';
/**
 * The fields of webhooks in Calendly's own description (its OpenAPI document, "Webhook payload", 2026-11). Keys are
 * paths, values are the JSON types that the field may have. `?` at the end of a path: the field may be absent. `[]`:
 * each item of a list. Nothing below `any` is described.
 */

export type DescribedFields = Readonly<Record<string, string>>;

const envelope = {
  event: 'string',
  created_at: 'string',
  created_by: 'string',
  payload: 'object',
} satisfies DescribedFields;

const tracking = {
  'payload.tracking': 'object',
  'payload.tracking.utm_campaign': 'string|null',
  'payload.tracking.utm_source': 'string|null',
  'payload.tracking.utm_medium': 'string|null',
  'payload.tracking.utm_content': 'string|null',
  'payload.tracking.utm_term': 'string|null',
  'payload.tracking.salesforce_uuid': 'string|null',
} satisfies DescribedFields;

const cancellation = (at: string): DescribedFields => ({
  [`${at}?`]: 'object|null',
  [`${at}.canceled_by`]: 'string',
  [`${at}.reason`]: 'string|null',
  [`${at}.canceler_type`]: 'string',
  [`${at}.created_at`]: 'string',
});

const invitee: DescribedFields = {
  ...envelope,
  'payload.uri': 'string',
  'payload.email': 'string',
  'payload.first_name': 'string|null',
  'payload.last_name': 'string|null',
  'payload.name': 'string',
  'payload.status': 'string',
  'payload.questions_and_answers': 'array',
  'payload.questions_and_answers[]': 'object',
  'payload.questions_and_answers[].question': 'string',
  'payload.questions_and_answers[].answer': 'string',
  'payload.questions_and_answers[].position': 'number',
  'payload.timezone': 'string|null',
  'payload.event': 'string',
  'payload.created_at': 'string',
  'payload.updated_at': 'string',
  ...tracking,
  'payload.text_reminder_number': 'string|null',
  'payload.rescheduled': 'boolean',
  'payload.old_invitee': 'string|null',
  'payload.new_invitee': 'string|null',
  'payload.cancel_url': 'string',
  'payload.reschedule_url': 'string',
  'payload.routing_form_submission': 'string|null',
  ...cancellation('payload.cancellation'),
  'payload.payment': 'object|null',
  'payload.payment.external_id': 'string',
  'payload.payment.provider': 'string',
  'payload.payment.amount': 'number|string',
  'payload.payment.currency': 'string',
  'payload.payment.terms': 'string|null',
  'payload.payment.successful': 'boolean',
  'payload.no_show': 'object|null',
  'payload.no_show.uri': 'string',
  'payload.no_show.created_at': 'string',
  'payload.reconfirmation': 'object|null',
  'payload.reconfirmation.created_at': 'string',
  'payload.reconfirmation.confirmed_at': 'string|null',
  'payload.scheduling_method': 'string|null',
  'payload.invitee_scheduled_by': 'string|null',
  'payload.scheduled_event': 'object',
  'payload.scheduled_event.uri': 'string',
  'payload.scheduled_event.name': 'string|null',
  'payload.scheduled_event.meeting_notes_plain?': 'string|null',
  'payload.scheduled_event.meeting_notes_html?': 'string|null',
  'payload.scheduled_event.status': 'string',
  'payload.scheduled_event.start_time': 'string',
  'payload.scheduled_event.end_time': 'string',
  'payload.scheduled_event.event_type': 'string',
  'payload.scheduled_event.location': 'object|null',
  'payload.scheduled_event.location.type': 'string',
  'payload.scheduled_event.location.location?': 'string|null',
  'payload.scheduled_event.location.additional_info?': 'string|null',
  'payload.scheduled_event.location.status?': 'string|null',
  'payload.scheduled_event.location.join_url?': 'string|null',
  'payload.scheduled_event.location.data?': 'any',
  'payload.scheduled_event.invitees_counter': 'object',
  'payload.scheduled_event.invitees_counter.total': 'number',
  'payload.scheduled_event.invitees_counter.active': 'number',
  'payload.scheduled_event.invitees_counter.limit': 'number',
  'payload.scheduled_event.created_at': 'string',
  'payload.scheduled_event.updated_at': 'string',
  'payload.scheduled_event.event_memberships': 'array',
  'payload.scheduled_event.event_memberships[]': 'object',
  'payload.scheduled_event.event_memberships[].user': 'string',
  'payload.scheduled_event.event_memberships[].user_email?': 'string',
  'payload.scheduled_event.event_memberships[].user_name?': 'string|null',
  'payload.scheduled_event.event_guests': 'array',
  'payload.scheduled_event.event_guests[]': 'object',
  'payload.scheduled_event.event_guests[].email': 'string',
  'payload.scheduled_event.event_guests[].created_at': 'string',
  'payload.scheduled_event.event_guests[].updated_at': 'string',
  ...cancellation('payload.scheduled_event.cancellation'),
};

const routingForm: DescribedFields = {
  ...envelope,
  'payload.uri': 'string',
  'payload.routing_form': 'string',
  'payload.questions_and_answers': 'array',
  'payload.questions_and_answers[]': 'object',
  'payload.questions_and_answers[].question_uuid': 'string|null',
  'payload.questions_and_answers[].question': 'string',
  'payload.questions_and_answers[].answer': 'string|null',
  ...tracking,
  'payload.result?': 'any',
  'payload.submitter': 'string|null',
  'payload.submitter_type': 'string|null',
  'payload.created_at': 'string',
  'payload.updated_at': 'string',
};

/** The described fields of an event type: all fields for the types that this service reads, the envelope for others. */
export function describedFields(event: string): DescribedFields {
  if (bookingEvents.some((one) => one === event)) return invitee;
  if (formEvents.some((one) => one === event)) return routingForm;
  return { ...envelope, payload: 'any' };
}
