import type { ScheduledEvent } from '../../wire/scheduled-event.ts';
import type { TextId } from '../locale/catalog.ts';
import type { IconName } from '../shell/icon.tsx';

export interface MeetingStanding {
  text: TextId;
  color: string;
  icon: IconName;
}

/** The status of a meeting as its reader sees it now. An active one is either over or still to come. */
export function meetingStanding(
  { status, noShow, startTime, endTime }: ScheduledEvent,
  now: number,
): MeetingStanding {
  if (status === 'canceled') return { text: 'standing.canceled', color: 'red', icon: 'close' };
  if (status === 'rescheduled')
    return { text: 'standing.rescheduled', color: 'blue', icon: 'move' };
  if (noShow) return { text: 'standing.noShow', color: 'orange', icon: 'absent' };
  const end = endTime ?? startTime;
  const isOver = end !== null && Date.parse(end) < now;
  return isOver
    ? { text: 'standing.over', color: 'gray', icon: 'check' }
    : { text: 'standing.active', color: 'green', icon: 'calendar' };
}
