import type { BookingKey } from './booking-key.ts';

/** It is checked every day from this hour on, by the clock on the wall. */
export const completenessHour = 4;

/** What Calendly lists for a window of starts, against what is held. */
export interface CompletenessReport {
  checkedAt: Date;
  /** Starts of meetings. */
  window: { from: Date; to: Date };
  /** Invitees that Calendly lists, and those that were held before the check. */
  listed: number;
  held: number;
  /** Listed and not held. They were fetched. */
  missing: BookingKey[];
  /** Held as active, of a connected account, and not listed. They are left as they are. */
  extra: BookingKey[];
  /** Bookings that the check added or changed. */
  repaired: number;
}
