import type { BookingKey } from './booking-key.ts';
import type { EmailAddress } from './email-address.ts';
import type { Tracking } from './tracking.ts';
import type { PreciseInstant } from './version.ts';

/** What one delivery tells about one invitee's booking, in our words and whatever its dialect was. */
export interface InviteeFact {
  /**
   * `moved` is the `invitee.rescheduled` of old integration guides: the same booking at another time. Calendly itself
   * tells a reschedule as a cancellation with `replacedBy` and a booking with `replaces`.
   */
  kind: 'booked' | 'canceled' | 'moved' | 'no_show_marked' | 'no_show_cleared';
  booking: BookingKey;
  email: EmailAddress;
  times: FactTimes;

  /** The parts of the booking that this delivery tells; a part that is absent leaves what is known. */
  meeting?: Meeting;
  location?: Location | null;
  contact: Contact;
  details?: Details;
  noShow?: NoShow;

  /** Set when the booking is told as canceled, for whatever reason. */
  cancellation: Cancellation | null;
  /** True when the cancellation is one half of a reschedule, also when the successor is not named. */
  rescheduledAway: boolean;
  replaces: BookingKey | null;
  replacedBy: BookingKey | null;
}

/** When the things a delivery tells were true. Null for what the dialect does not tell. */
export interface FactTimes {
  /** When the fact itself happened. */
  occurredAt: PreciseInstant | null;
  /** The envelope's `created_at`. */
  toldAt: PreciseInstant | null;
  eventUpdatedAt: PreciseInstant | null;
  inviteeCreatedAt: PreciseInstant | null;
  inviteeUpdatedAt: PreciseInstant | null;
}

export interface Meeting {
  name: string | null;
  startTime: Date | null;
  endTime: Date | null;
  hosts: Host[];
}

export interface Host {
  userUri: string;
  name: string | null;
  email: string | null;
}

/** `type` is Calendly's word (`physical`, `zoom`, `outbound_call` …); `text` an address, a number or a remark. */
export interface Location {
  type: string;
  text: string | null;
  joinUrl: string | null;
}

export interface Contact {
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  timezone: string | null;
}

export interface Details {
  /** `text_reminder_number`, else the number of an `outbound_call` location. Answers are never guessed at. */
  phone: string | null;
  cancelUrl: string | null;
  rescheduleUrl: string | null;
  questionsAndAnswers: QuestionAndAnswer[];
  tracking: Tracking;
  payment: Payment | null;
}

/** Whether the invitee is marked as a no-show, and since when (null when that is not told). */
export interface NoShow {
  marked: boolean;
  at: Date | null;
}

export interface QuestionAndAnswer {
  question: string;
  answer: string;
  position: number;
}

/** `amount` in units of `currency` (149.5 GBP), as Calendly tells it. */
export interface Payment {
  provider: string;
  amount: number;
  currency: string;
  successful: boolean;
}

/** `by` is a name; `byType` who that was. `at` is null in deliveries from before 2024. */
export interface Cancellation {
  by: string | null;
  byType: 'host' | 'invitee' | null;
  reason: string | null;
  at: Date | null;
}
