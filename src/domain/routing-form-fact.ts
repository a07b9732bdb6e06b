import type { BookingKey } from './booking-key.ts';
import type { EmailAddress } from './email-address.ts';
import type { QuestionAndAnswer } from './invitee-fact.ts';
import type { Tracking } from './tracking.ts';
import type { PreciseInstant } from './version.ts';

/** The content of one delivery about a filled-in routing form. */
export interface RoutingFormFact {
  kind: 'form_submitted';
  /** The last path segment of the submission's URI. */
  submission: string;
  /** The submitter: the named invitee, else the person of the first answer that is an e-mail address. */
  submitter: { booking: BookingKey } | { email: EmailAddress };
  submittedAt: PreciseInstant | null;
  updatedAt: PreciseInstant | null;
  /** The envelope's `created_at`. */
  reportedAt: PreciseInstant | null;
  /** The questions that were answered, in order. */
  answers: Pick<QuestionAndAnswer, 'question' | 'answer'>[];
  tracking: Tracking;
}
