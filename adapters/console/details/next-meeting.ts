import type { ScheduledEvent } from '../../wire/scheduled-event.ts';

/** When the next meeting that still stands begins, told from the meetings on the page, so that it is true as time goes by. */
export function nextMeeting(
  scheduledEvents: readonly ScheduledEvent[],
  now: number,
): string | null {
  return scheduledEvents.reduce<string | null>((next, { status, noShow, startTime }) => {
    if (status !== 'active' || noShow || startTime === null) return next;
    const isAhead = Date.parse(startTime) > now;
    return isAhead && (next === null || startTime < next) ? startTime : next;
  }, null);
}
