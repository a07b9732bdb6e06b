import { Text, ThemeIcon, Timeline } from '@mantine/core';
import type { Prospect } from '../../wire/prospect.ts';
import type { ScheduledEvent } from '../../wire/scheduled-event.ts';
import { useNow } from '../locale/use-now.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';
import { MeetingCard } from './meeting-card.tsx';
import { meetingStanding } from './meeting-standing.ts';

interface MeetingTimelineProps {
  prospect: Prospect;
  scheduledEvents: ScheduledEvent[];
}

/** Every meeting, the latest start on top. */
export function MeetingTimeline({ prospect, scheduledEvents }: MeetingTimelineProps) {
  const say = useText();
  const now = useNow();
  if (scheduledEvents.length === 0) return <Text c="dimmed">{say('meetings.none')}</Text>;

  const latestFirst = scheduledEvents.toSorted((a, b) =>
    (b.startTime ?? '').localeCompare(a.startTime ?? ''),
  );
  const byInvitee = new Map(scheduledEvents.map((meeting) => [meeting.inviteeUri, meeting]));
  return (
    <Timeline bulletSize={28} lineWidth={2} aria-label={say('meetings.title')}>
      {latestFirst.map((meeting) => {
        const { icon, color } = meetingStanding(meeting, now);
        return (
          <Timeline.Item
            key={meeting.id}
            bullet={
              <ThemeIcon variant="light" color={color} radius="xl" size={28}>
                <Icon name={icon} size={15} />
              </ThemeIcon>
            }
            lineVariant={meeting.status === 'rescheduled' ? 'dashed' : 'solid'}
          >
            <MeetingCard
              meeting={meeting}
              invitee={prospect}
              from={
                meeting.rescheduledFrom === null
                  ? undefined
                  : byInvitee.get(meeting.rescheduledFrom)
              }
              to={meeting.rescheduledTo === null ? undefined : byInvitee.get(meeting.rescheduledTo)}
              now={now}
            />
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}
