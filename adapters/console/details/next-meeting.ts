import type { Prospect } from '../../wire/prospect.ts';
import type { ScheduledEvent } from '../../wire/scheduled-event.ts';

/**
 * When the next meeting that still stands begins, from the meetings on the page, so that it is true as time goes by, or
 * from the server, which knows those too that are not on the page.
 */
export function nextMeeting(
  { nextScheduledEventAt }: Prospect,
  scheduledEvents: readonly ScheduledEvent[],
  now: number,
): string | null {
  const shown = scheduledEvents.flatMap(({ status, noShow, startTime }) =>
    status !== 'active' || noShow || startTime === null ? [] : [startTime],
  );
  const isShown = scheduledEvents.some(({ startTime }) => startTime === nextScheduledEventAt);
  const known = nextScheduledEventAt === null || isShown ? [] : [nextScheduledEventAt];
  const ahead = [...shown, ...known].filter((start) => Date.parse(start) > now);
  return ahead.toSorted()[0] ?? null;
}
