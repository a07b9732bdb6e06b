import { dateOf, type PreciseInstant, preciseInstant } from '../../src/domain/version.ts';

/** An instant of a delivery. Null when it is absent or unreadable. */
export function reportedInstant(text: string | null): PreciseInstant | null {
  return text === null ? null : preciseInstant(text);
}

/** Like {@link reportedInstant}, as a `Date` to the millisecond. */
export function reportedDate(text: string | null): Date | null {
  const instant = reportedInstant(text);
  return instant === null ? null : dateOf(instant);
}
