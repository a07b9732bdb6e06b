import type { BookingKey } from './booking-key.ts';
import type { EmailAddress } from './email-address.ts';
import type { QuestionAndAnswer } from './invitee-fact.ts';
import type { Tracking } from './tracking.ts';
import type { PreciseInstant } from './version.ts';

/** What one delivery tells about a routing form that somebody filled in. */
export interface RoutingFormFact {
  kind: 'form_submitted';
  /** The last path segment of the submission's URI. */
  submission: string;
  /** Who filled it in: the invitee it names, else the person behind the first answer that is an e-mail address. */
  submitter: { booking: BookingKey } | { email: EmailAddress };
  submittedAt: PreciseInstant | null;
  updatedAt: PreciseInstant | null;
  /** The envelope's `created_at`. */
  toldAt: PreciseInstant | null;
  /** Questions that were answered, in order. */
  answers: Pick<QuestionAndAnswer, 'question' | 'answer'>[];
  tracking: Tracking;
}
