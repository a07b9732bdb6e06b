const minuteMs = 60_000;

/**
 * The instant of a local time (`2026-12-03T10:00`) in a time zone. Null when the text is no time. In the hour that a
 * zone skips, the instant an hour later.
 */
export function instantIn(timeZone: string, local: string): Date | null {
  const asUtc = new Date(`${local}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local) || Number.isNaN(asUtc.getTime())) return null;
  const guess = new Date(asUtc.getTime() - offsetMs(timeZone, asUtc));
  return new Date(asUtc.getTime() - offsetMs(timeZone, guess));
}

/** The local time of an instant in a time zone: `2026-12-03T10:00`. */
export function localIn(timeZone: string, instant: Date): string {
  return new Date(instant.getTime() + offsetMs(timeZone, instant)).toISOString().slice(0, 16);
}

function offsetMs(timeZone: string, at: Date): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * minuteMs;
  return sign === '-' ? -offset : offset;
}
