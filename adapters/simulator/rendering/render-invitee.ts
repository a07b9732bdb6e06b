import type { CalendlyWorld } from '../bookings/calendly-world.ts';
import type { Invitee } from '../bookings/invitee.ts';
import type { Cancellation } from '../bookings/scheduled-event.ts';
import { uriOf } from '../resource-uri.ts';

/** An invitee as the API gives it (Calendly's docs, "Invitee"). Only a canceled one has `cancellation`. */
export function renderInvitee({ webUrl }: CalendlyWorld, invitee: Invitee): object {
  const { noShow, cancellation } = invitee;
  return {
    uri: uriOf.invitee(invitee),
    email: invitee.email,
    first_name: invitee.firstName,
    last_name: invitee.lastName,
    name: invitee.name,
    status: invitee.status,
    questions_and_answers: invitee.answers.map((said, position) => ({ ...said, position })),
    timezone: invitee.timezone,
    event: uriOf.scheduledEvent(invitee.eventId),
    created_at: invitee.createdAt,
    updated_at: invitee.updatedAt,
    tracking: invitee.tracking,
    text_reminder_number: invitee.phone,
    rescheduled: invitee.replacedBy !== null,
    old_invitee: invitee.replaces && uriOf.invitee(invitee.replaces),
    new_invitee: invitee.replacedBy && uriOf.invitee(invitee.replacedBy),
    cancel_url: `${webUrl}/cancellations/${invitee.id}`,
    reschedule_url: `${webUrl}/reschedulings/${invitee.id}`,
    routing_form_submission: invitee.submissionId && uriOf.submission(invitee.submissionId),
    payment: invitee.payment,
    no_show: noShow && { uri: uriOf.noShow(noShow.id), created_at: noShow.createdAt },
    reconfirmation: null,
    scheduling_method: null,
    invitee_scheduled_by: null,
    ...(cancellation && { cancellation: renderCancellation(cancellation) }),
  };
}

export function renderCancellation(cancellation: Cancellation): object {
  return {
    canceled_by: cancellation.canceledBy,
    reason: cancellation.reason,
    canceler_type: cancellation.cancelerType,
    created_at: cancellation.createdAt,
  };
}
