/**
 * Orders two reports of one value, as text that compares: the thing's own `updated_at`, then the envelope's
 * `created_at`, then the digest. Versions stay text because Calendly's times have microseconds.
 */
export type Version = string & { readonly __brand: 'Version' };

/** An instant with microseconds, always `YYYY-MM-DDTHH:mm:ss.ffffffZ`, so that text order is time order. */
export type PreciseInstant = string & { readonly __brand: 'PreciseInstant' };

const instant = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?:(:\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)$/i;

/** The form of nearly all of Calendly's instants, and of the stored ones. */
const precise = /^\d{4}-\d\d-(?:[01]\d|2[0-8])T(?:[01]\d|2[0-3]):\d\d:\d\d\.\d{6}Z$/;

const firstYear = Date.parse('0001-01-01T00:00:00Z');
const afterLastYear = Date.parse('+010000-01-01T00:00:00Z');

/**
 * Reads an ISO 8601 instant: any offset, with or without seconds, 0 to 9 decimals. Microseconds are kept. Null for
 * anything else, such as a day that its month does not have.
 */
export function preciseInstant(text: string): PreciseInstant | null {
  if (precise.test(text)) return Date.parse(text) >= firstYear ? (text as PreciseInstant) : null;
  const [, day, time, seconds = ':00', decimals = '', offset] = instant.exec(text.trim()) ?? [];
  if (day === undefined || time === undefined || offset === undefined || !isDay(day)) return null;
  const zone = offset.toUpperCase() === 'Z' ? 'Z' : offset.replace(/(\d\d):?(\d\d)$/, '$1:$2');
  const utc = Date.parse(`${day}T${time}${seconds}${zone}`);
  if (!(utc >= firstYear && utc < afterLastYear)) return null;
  // Calendly's form needs no change but in its decimals.
  const isUtc = zone === 'Z' && time < '24';
  const second = isUtc ? `${day}T${time}${seconds}` : new Date(utc).toISOString().slice(0, 19);
  return `${second}.${decimals.slice(0, 6).padEnd(6, '0')}Z` as PreciseInstant;
}

/** A Date would read the 30th of February as the 2nd of March. */
function isDay(day: string): boolean {
  if (day.slice(-2) <= '28') return true;
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}

/** A clock's reading with microseconds. */
export function preciseInstantOf(date: Date): PreciseInstant {
  return `${date.toISOString().slice(0, 23)}000Z` as PreciseInstant;
}

/** A precise instant to the millisecond. */
export function dateOf(precise: PreciseInstant): Date {
  return new Date(precise);
}

/**
 * The version of the values in one delivery. A delivery without times counts from its arrival. Of two values with the
 * same version, the one applied last wins: the order of arrival decides.
 */
export function version(
  updatedAt: PreciseInstant,
  reportedAt: PreciseInstant,
  digest: string,
): Version {
  return `${updatedAt}|${reportedAt}|${digest.slice(0, 16)}` as Version;
}

/** True when version `candidate` is at least as new as version `current`. */
export function replaces(candidate: Version, current: Version | null | undefined): boolean {
  return current === null || current === undefined || candidate >= current;
}
