import type { ScheduledEvent } from './scheduled-event.ts';

/** How long things are kept, in days of 24 hours. */
export interface RetentionDays {
  /** Scheduled events, counted from {@link keptFrom}. At least 90. */
  scheduledEvents: number;
  /** The raw bodies of deliveries that were applied or ignored, counted from their receipt. */
  deliveries: number;
  /** Entries of the event log. */
  logEntries: number;
}

/** What is older than these instants is kept no longer. What is exactly as old still is. */
export type Cutoffs = { readonly [kept in keyof RetentionDays]: Date };

/** What is too old goes every night, from this hour on by the clock on the wall. */
export const retentionHour = 3;

const millisecondsOfDay = 24 * 60 * 60 * 1000;

export function cutoffsAt(now: Date, days: RetentionDays): Cutoffs {
  const before = (count: number) => new Date(now.getTime() - count * millisecondsOfDay);
  return {
    scheduledEvents: before(days.scheduledEvents),
    deliveries: before(days.deliveries),
    logEntries: before(days.logEntries),
  };
}

/**
 * From when on a scheduled event is kept for its time: the meeting's end; where that is unknown, the receipt of the
 * first delivery about it. Never before the meeting's start: a booking made long ahead outlives its meeting.
 */
export function keptFrom({ meeting, receivedAt }: ScheduledEvent): Date {
  const { startTime, endTime } = meeting;
  const end = endTime ?? receivedAt;
  return startTime !== null && startTime > end ? startTime : end;
}
