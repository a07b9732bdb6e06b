import { Anchor, Badge, Group, Stack, Text, Title } from '@mantine/core';
import type { Prospect } from '../../wire/prospect.ts';
import type { ScheduledEvent } from '../../wire/scheduled-event.ts';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';
import { MeetingAnswers } from './meeting-answers.tsx';
import { MeetingCancellation } from './meeting-cancellation.tsx';
import classes from './meeting-card.module.css';
import { MeetingLocation } from './meeting-location.tsx';
import { meetingStanding } from './meeting-standing.ts';
import { webLink } from './web-link.ts';

interface MeetingCardProps {
  meeting: ScheduledEvent;
  invitee: Prospect;
  /** The meeting this one replaced, when it is on the page. */
  from: ScheduledEvent | undefined;
  /** The meeting that replaced this one, when it is on the page. */
  to: ScheduledEvent | undefined;
  now: number;
}

export function MeetingCard({ meeting, invitee, from, to, now }: MeetingCardProps) {
  const say = useText();
  const { name, startTime, endTime, hosts, status, noShow } = meeting;
  const standing = meetingStanding(meeting, now);
  const titleId = `meeting-${meeting.id}`;
  const known = hosts.flatMap((host) => host.name ?? host.email ?? []);
  const isAhead =
    status === 'active' && !noShow && startTime !== null && Date.parse(startTime) > now;

  return (
    <article aria-labelledby={titleId} className={classes.card} data-status={status}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Title order={4} size="h5" id={titleId} tabIndex={-1}>
          {name ?? say('meetings.unnamed')}
        </Title>
        <Badge variant="light" color={standing.color} className={classes.badge}>
          {say(standing.text)}
        </Badge>
      </Group>
      <Stack gap={6} mt={4}>
        <MeetingTime
          start={startTime}
          end={endTime}
          timezone={meeting.timezone ?? invitee.timezone}
        />
        {(meeting.rescheduledFrom !== null || meeting.rescheduledTo !== null) && (
          <>
            {meeting.rescheduledTo !== null && (
              <Move text="meetings.movedTo" textAlone="meetings.movedAway" other={to} />
            )}
            {meeting.rescheduledFrom !== null && (
              <Move text="meetings.movedFrom" textAlone="meetings.movedHere" other={from} />
            )}
          </>
        )}
        {meeting.cancellation !== null && status === 'canceled' && (
          <MeetingCancellation cancellation={meeting.cancellation} />
        )}
        {known.length > 0 && (
          <Text size="sm">{say('meetings.with', { hosts: known.join(', ') })}</Text>
        )}
        {meeting.location !== null && (
          <MeetingLocation location={meeting.location} offersJoining={isAhead} />
        )}
        <MeetingAnswers meeting={meeting} />
        {isAhead && (
          <Group gap="md">
            <OutsideLink href={webLink(meeting.rescheduleUrl)} text={say('meetings.reschedule')} />
            <OutsideLink href={webLink(meeting.cancelUrl)} text={say('meetings.cancel')} />
          </Group>
        )}
      </Stack>
    </article>
  );
}

function MeetingTime({
  start,
  end,
  timezone,
}: {
  start: string | null;
  end: string | null;
  timezone: string | null;
}) {
  const say = useText();
  const dates = useDates();
  if (start === null) return <Text c="dimmed">{say('meetings.noTime')}</Text>;
  const clock =
    timezone === null || timezone === dates.timeZone ? null : dates.clockIn(start, timezone);
  return (
    <Text className={classes.time}>
      <time dateTime={start}>{dates.range(start, end)}</time>
      {clock !== null && timezone !== null && (
        <Text component="span" size="sm" c="dimmed">
          {' '}
          {say('meetings.theirClock', { time: clock, zone: timezone })}
        </Text>
      )}
    </Text>
  );
}

interface MoveProps {
  text: 'meetings.movedTo' | 'meetings.movedFrom';
  textAlone: 'meetings.movedAway' | 'meetings.movedHere';
  other: ScheduledEvent | undefined;
}

function Move({ text, textAlone, other }: MoveProps) {
  const say = useText();
  const dates = useDates();
  if (other === undefined || other.startTime === null)
    return <Text size="sm">{say(textAlone)}</Text>;
  const target = `meeting-${other.id}`;
  return (
    <Anchor
      size="sm"
      href={`#${target}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(target)?.focus();
      }}
    >
      {text === 'meetings.movedTo' ? '→ ' : '← '}
      {say(text, { date: dates.full(other.startTime) })}
    </Anchor>
  );
}

function OutsideLink({ href, text }: { href: string | null; text: string }) {
  if (href === null) return null;
  return (
    <Anchor size="sm" href={href} target="_blank" rel="noreferrer">
      {text}
    </Anchor>
  );
}
