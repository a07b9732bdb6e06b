/**
 * Which of two deliveries told a value later, as text that compares: the thing's own `updated_at`, then the
 * envelope's `created_at`, then the digest. Calendly's times carry microseconds, so they stay text.
 */
export type Version = string & { readonly __brand: 'Version' };

/** An instant with microseconds, always `YYYY-MM-DDTHH:mm:ss.ffffffZ`, so that text order is time order. */
export type PreciseInstant = string & { readonly __brand: 'PreciseInstant' };

const instant = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?:(:\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)$/i;

/** As Calendly writes nearly all of its instants, and as they are kept. */
const precise = /^\d{4}-\d\d-(?:[01]\d|2[0-8])T(?:[01]\d|2[0-3]):\d\d:\d\d\.\d{6}Z$/;

const firstYear = Date.parse('0001-01-01T00:00:00Z');
const afterLastYear = Date.parse('+010000-01-01T00:00:00Z');

/**
 * Reads an ISO 8601 instant (any offset, with seconds or without, 0 to 9 decimals; microseconds are kept). Null for
 * anything else, a day that its month does not have among it.
 */
export function preciseInstant(text: string): PreciseInstant | null {
  if (precise.test(text)) return Date.parse(text) >= firstYear ? (text as PreciseInstant) : null;
  const [, day, time, seconds = ':00', decimals = '', offset] = instant.exec(text.trim()) ?? [];
  if (day === undefined || time === undefined || offset === undefined || !isDay(day)) return null;
  const zone = offset.toUpperCase() === 'Z' ? 'Z' : offset.replace(/(\d\d):?(\d\d)$/, '$1:$2');
  const utc = Date.parse(`${day}T${time}${seconds}${zone}`);
  if (!(utc >= firstYear && utc < afterLastYear)) return null;
  // As Calendly writes it, it is right already but for its decimals.
  const isUtc = zone === 'Z' && time < '24';
  const second = isUtc ? `${day}T${time}${seconds}` : new Date(utc).toISOString().slice(0, 19);
  return `${second}.${decimals.slice(0, 6).padEnd(6, '0')}Z` as PreciseInstant;
}

/** A Date would make the 2nd of March of the 30th of February. */
function isDay(day: string): boolean {
  if (day.slice(-2) <= '28') return true;
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}

/** The same, of a clock's reading. */
export function preciseInstantOf(date: Date): PreciseInstant {
  return `${date.toISOString().slice(0, 23)}000Z` as PreciseInstant;
}

/** A precise instant to the millisecond. */
export function dateOf(precise: PreciseInstant): Date {
  return new Date(precise);
}

/**
 * The version of values told by one delivery. Without times of its own, a delivery counts from its arrival;
 * of two with the same version the one applied last wins, which is then the order of arrival.
 */
export function version(
  updatedAt: PreciseInstant,
  toldAt: PreciseInstant,
  digest: string,
): Version {
  return `${updatedAt}|${toldAt}|${digest.slice(0, 16)}` as Version;
}

/** Whether what was told at `told` replaces what was told at `current`. */
export function replaces(told: Version, current: Version | null | undefined): boolean {
  return current === null || current === undefined || told >= current;
}
