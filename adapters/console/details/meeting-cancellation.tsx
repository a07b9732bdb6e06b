import { Text } from '@mantine/core';
import type { ScheduledEvent } from '../../wire/scheduled-event.ts';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';

/** The author, the time and the reason of a cancellation, as far as Calendly reported them. */
export function MeetingCancellation({
  cancellation,
}: {
  cancellation: NonNullable<ScheduledEvent['cancellation']>;
}) {
  const say = useText();
  const dates = useDates();
  const { by, byType, reason, at } = cancellation;
  const role =
    byType === 'host'
      ? say('cancellation.host')
      : byType === 'invitee'
        ? say('cancellation.invitee')
        : null;
  const who = by === null ? role : role === null ? by : `${by} (${role})`;
  return (
    <>
      {(who !== null || at !== null) && (
        <Text size="sm">
          {who !== null && say('cancellation.by', { who })}
          {who !== null && at !== null && ', '}
          {at !== null && <time dateTime={at}>{dates.full(at)}</time>}
        </Text>
      )}
      {reason !== null && reason !== '' && (
        <Text size="sm">
          <Text component="span" inherit c="dimmed">
            {say('cancellation.reason')}
          </Text>{' '}
          {reason}
        </Text>
      )}
    </>
  );
}
