import { bookingKeyOf } from '../../src/domain/booking-key.ts';
import { isCalendlyId } from '../../src/domain/calendly-id.ts';
import type { UnusableReason } from '../../src/domain/delivery.ts';
import { pathSegments } from '../../src/domain/path-segments.ts';
import type { RoutingFormFact } from '../../src/domain/routing-form-fact.ts';
import { CalendlyRoutingFormWebhook } from '../wire/calendly-routing-form-webhook.ts';
import { readTracking } from './read-details.ts';
import { readEmail } from './read-invitee.ts';
import { reportedInstant } from './reported-instant.ts';

/** Reads a filled-in routing form. Null when it has neither an invitee nor an e-mail address. */
export function decodeRoutingForm(body: unknown): RoutingFormFact | UnusableReason | null {
  const { data } = CalendlyRoutingFormWebhook.safeParse(body);
  const submission = pathSegments(data?.payload.uri ?? '').at(-1);
  if (data === undefined || !isCalendlyId(submission)) return 'schema';
  const { payload } = data;
  const answers = payload.questions_and_answers.flatMap((item) =>
    item === null || item.question === null || item.answer === null
      ? []
      : [{ question: item.question, answer: item.answer }],
  );
  const submitter = submitterOf(payload.submitter, answers);
  if (submitter === null) return null;
  return {
    kind: 'form_submitted',
    submission,
    submitter,
    submittedAt: reportedInstant(payload.created_at),
    updatedAt: reportedInstant(payload.updated_at),
    reportedAt: reportedInstant(data.created_at),
    answers,
    tracking: readTracking(payload.tracking),
  };
}

function submitterOf(
  uri: string | null,
  answers: RoutingFormFact['answers'],
): RoutingFormFact['submitter'] | null {
  const booking = uri?.includes('/invitees/') ? bookingKeyOf(uri) : null;
  if (booking !== null) return { booking };
  for (const { answer } of answers) {
    const email = readEmail(answer);
    if (email !== null) return { email };
  }
  return null;
}
