import type { DeliveryStatus } from './delivery.ts';
import type { ScheduledEvent } from './scheduled-event.ts';

/** Retention times, in days of 24 hours. */
export interface RetentionDays {
  /** Scheduled events, counted from {@link keptFrom}. At least 90. */
  scheduledEvents: number;
  /** Raw bodies of applied and ignored deliveries, counted from their receipt. */
  deliveries: number;
  /** Raw bodies of deliveries that {@link undecidedStatuses wait for a person}, counted from their receipt. */
  undecided: number;
  /** Entries of the event log. */
  logEntries: number;
  /** Entries of the audit, with their reasons. */
  audit: number;
}

/** The statuses of deliveries that wait for a person, or that a person put aside. Their bodies are kept longer. */
export const undecidedStatuses: readonly DeliveryStatus[] = [
  'dead',
  'quarantined',
  'unrouted',
  'dismissed',
];

/** Rows older than these instants are removed. A row exactly as old as the limit is kept. */
export type Cutoffs = { readonly [kept in keyof RetentionDays]: Date };

/** The local hour from which the nightly removal is due. */
export const retentionHour = 3;

const millisecondsOfDay = 24 * 60 * 60 * 1000;

export function cutoffsAt(now: Date, days: RetentionDays): Cutoffs {
  const before = (count: number) => new Date(now.getTime() - count * millisecondsOfDay);
  return {
    scheduledEvents: before(days.scheduledEvents),
    deliveries: before(days.deliveries),
    undecided: before(days.undecided),
    logEntries: before(days.logEntries),
    audit: before(days.audit),
  };
}

/**
 * The instant from which a scheduled event's retention counts: the meeting's end, or the receipt of its first delivery
 * when the end is unknown. It never lies before the meeting's start: a booking made long ahead outlives its meeting.
 */
export function keptFrom({ meeting, receivedAt }: ScheduledEvent): Date {
  const { startTime, endTime } = meeting;
  const end = endTime ?? receivedAt;
  return startTime !== null && startTime > end ? startTime : end;
}
