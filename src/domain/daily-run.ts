/** A calendar day in the service's time zone, such as `2026-01-05`. Days sort as text. */
export type Day = string & { readonly __brand: 'Day' };

/**
 * The day of the latest run that is due. A run is due from `hour` on, in local time. A clock that is set back over the
 * hour causes no second run. A clock that is set forward over the hour loses no run.
 */
export function latestRun(now: Date, hour: number, timeZone: string): Day {
  const wall = wallClock(now, timeZone);
  if (wall.hour >= hour) return wall.day;
  const [year = 0, month = 1, date = 1] = wall.day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, date - 1)).toISOString().slice(0, 10) as Day;
}

function wallClock(at: Date, timeZone: string): { day: Day; hour: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}` as Day,
    hour: Number(part('hour')),
  };
}
