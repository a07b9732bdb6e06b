import type { BookingKey } from './booking-key.ts';
import type { EmailAddress } from './email-address.ts';
import type { ProspectFields } from './prospect.ts';
import { type Tracking, untracked } from './tracking.ts';
import type { PreciseInstant } from './version.ts';

/** The content of one delivery about one invitee's booking, in our words. It is the same for every dialect. */
export interface InviteeFact {
  /**
   * `moved` is the `invitee.rescheduled` of old integration guides: the same booking at another time. Calendly itself
   * reports a reschedule as a cancellation with `replacedBy` and a booking with `replaces`.
   */
  kind: 'booked' | 'canceled' | 'moved' | 'no_show_marked' | 'no_show_cleared';
  booking: BookingKey;
  email: EmailAddress;
  times: FactTimes;

  /** The parts of the booking that this delivery reports. An absent part leaves the known one as it is. */
  meeting?: Meeting;
  location?: Location | null;
  contact: Contact;
  details?: Details;
  noShow?: NoShow;

  /** Set when Calendly reports the booking as canceled, for any reason. */
  cancellation: Cancellation | null;
  /** True when the cancellation is one half of a reschedule, even if the delivery names no successor. */
  rescheduledAway: boolean;
  replaces: BookingKey | null;
  replacedBy: BookingKey | null;
}

/** The times at which the reported values were true. Null for times that the dialect does not have. */
export interface FactTimes {
  /** When the fact itself happened. */
  occurredAt: PreciseInstant | null;
  /** The envelope's `created_at`. */
  reportedAt: PreciseInstant | null;
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

/** `type` is Calendly's word (`physical`, `zoom`, `outbound_call` …). `text` is an address, a number or a remark. */
export interface Location {
  type: string;
  text: string | null;
  joinUrl: string | null;
}

/** The invitee's own values. The phone number is a detail of the booking. */
export type Contact = Omit<ProspectFields, 'phone'>;

export interface Details {
  /**
   * `text_reminder_number`, else the number of an `outbound_call` location. Answers are never searched for a number.
   */
  phone: string | null;
  cancelUrl: string | null;
  rescheduleUrl: string | null;
  questionsAndAnswers: QuestionAndAnswer[];
  tracking: Tracking;
  payment: Payment | null;
}

export const noDetails: Details = {
  phone: null,
  cancelUrl: null,
  rescheduleUrl: null,
  questionsAndAnswers: [],
  tracking: untracked,
  payment: null,
};

/** The no-show mark, and since when (null when the delivery does not say). */
export interface NoShow {
  marked: boolean;
  at: Date | null;
}

export interface QuestionAndAnswer {
  question: string;
  answer: string;
  position: number;
}

/** `amount` counts units of `currency` (149.5 GBP), as Calendly reports it. */
export interface Payment {
  provider: string;
  amount: number;
  currency: string;
  successful: boolean;
}

/** `by` is a name, and `byType` the role of that person. `at` is null in deliveries from before 2024. */
export interface Cancellation {
  by: string | null;
  byType: 'host' | 'invitee' | null;
  reason: string | null;
  at: Date | null;
}
