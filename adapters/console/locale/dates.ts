const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface Dates {
  /** `lundi 5 janvier 2026 à 11:00` */
  full(instant: string): string;
  /** `lun. 5 janv. à 11:00`, with the year when it is another one. */
  short(instant: string, now: number): string;
  /** `5 janv. 2026, 11:00:00`: two instants in one minute differ. */
  exact(instant: string): string;
  /** `lundi 5 janvier 2026, 11:00 – 11:30` */
  range(start: string, end: string | null): string;
  /** The clock only: `11:00` */
  clock(instant: string): string;
  /** The clock only, in any time zone; null when the browser does not know that zone. */
  clockIn(instant: string, timeZone: string): string | null;
  /** `il y a 3 minutes`, `demain` */
  relative(instant: string, now: number): string;
  timeZone: string;
}

/** Everything about time is said by `Intl`, in the browser's own time zone. */
export function createDates(locale: string): Dates {
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' });
  const thisYear = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: locale.startsWith('fr') ? '2-digit' : 'numeric',
    minute: '2-digit',
  });
  const anyYear = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  return {
    full: (instant) => full.format(new Date(instant)),
    short: (instant, now) => {
      const date = new Date(instant);
      return (date.getFullYear() === new Date(now).getFullYear() ? thisYear : anyYear).format(date);
    },
    exact: (instant) => exact.format(new Date(instant)),
    range: (start, end) =>
      end === null
        ? full.format(new Date(start))
        : full.formatRange(new Date(start), new Date(end)),
    clock: (instant) => clock.format(new Date(instant)),
    clockIn: (instant, timeZone) => {
      try {
        return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(
          new Date(instant),
        );
      } catch {
        return null;
      }
    },
    relative: (instant, now) => {
      const ms = Date.parse(instant) - now;
      const size = Math.abs(ms);
      if (size < minuteMs) return relative.format(0, 'second');
      if (size < hourMs) return relative.format(Math.trunc(ms / minuteMs), 'minute');
      if (size < dayMs) return relative.format(Math.trunc(ms / hourMs), 'hour');
      if (size < 30 * dayMs) return relative.format(Math.trunc(ms / dayMs), 'day');
      if (size < 365 * dayMs) return relative.format(Math.trunc(ms / (30 * dayMs)), 'month');
      return relative.format(Math.trunc(ms / (365 * dayMs)), 'year');
    },
    timeZone: full.resolvedOptions().timeZone,
  };
}

/** The browser's own variety of the page's language (`en-GB` writes dates unlike `en-US`), if it has one. */
export function regionalLocale(locale: string, languages: readonly string[]): string {
  const regional = languages.find((language) => language.split('-')[0] === locale);
  return regional !== undefined && isWellFormed(regional) ? regional : locale;
}

function isWellFormed(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}
