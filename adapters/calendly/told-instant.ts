import { dateOf, type PreciseInstant, preciseInstant } from '../../src/domain/version.ts';

/** An instant as a delivery tells it; null when it tells none, or none that can be read. */
export function toldInstant(text: string | null): PreciseInstant | null {
  return text === null ? null : preciseInstant(text);
}

/** The same, to the millisecond. */
export function toldDate(text: string | null): Date | null {
  const instant = toldInstant(text);
  return instant === null ? null : dateOf(instant);
}
