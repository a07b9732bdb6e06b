import type { BookingKey } from './booking-key.ts';

/** The local hour from which the daily check is due. */
export const completenessHour = 4;

/** Compares what Calendly lists for a window with what is held. */
export interface CompletenessReport {
  checkedAt: Date;
  /** Bounds of the meetings' starts. */
  window: { from: Date; to: Date };
  /** Counts of invitees: those that Calendly lists, and those among them that were held before the check. */
  listed: number;
  held: number;
  /** Bookings that Calendly lists and that were not held. The check fetched them. */
  missing: BookingKey[];
  /** Active bookings of a connected account that Calendly does not list. The check leaves them as they are. */
  extra: BookingKey[];
  /** The number of bookings that the check added or changed. */
  repaired: number;
}
