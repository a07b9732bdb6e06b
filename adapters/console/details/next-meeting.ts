import type { ScheduledEvent } from '../../wire/scheduled-event.ts';

/** When the next meeting that still stands begins, told from the meetings on the page, so that it is true as time goes by. */
export function nextMeeting(
  scheduledEvents: readonly ScheduledEvent[],
  now: number,
): string | null {
  const starts = scheduledEvents
    .filter(({ status, noShow }) => status === 'active' && !noShow)
    .map(({ startTime }) => startTime)
    .filter((start) => start !== null && Date.parse(start) > now);
  return starts.toSorted()[0] ?? null;
}
