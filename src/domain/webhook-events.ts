/** The events that report bookings (Calendly's docs, "Webhook events overview"). */
export const bookingEvents = [
  'invitee.created',
  'invitee.canceled',
  'invitee_no_show.created',
  'invitee_no_show.deleted',
] as const;

/** The events that report filled-in routing forms. They have a subscription of their own. */
export const formEvents = ['routing_form_submission.created'] as const;
