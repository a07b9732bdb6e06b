import { Code, Progress, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { Sync } from '../../wire/sync.ts';
import { useDates } from '../locale/use-dates.ts';
import type { Say } from '../locale/use-text.ts';
import { useText } from '../locale/use-text.ts';
import classes from './calendly-page.module.css';
import { Instant } from './instant.tsx';
import { isUnderWay } from './status-query.ts';
import { useRemainingTime } from './use-remaining-time.ts';

/** How often the progress is read out. */
const announcedEveryPercent = 25;

/** How far a back-fill is, or how it ended. */
export function SyncProgress({ sync }: { sync: Sync }) {
  const say = useText();
  const { eventsSeen: events, inviteesSeen: invitees, created, updated } = sync;
  return (
    <Stack gap="xs">
      {isUnderWay(sync) ? <UnderWay sync={sync} /> : <Ended sync={sync} />}
      <Text size="sm" c="dimmed">
        {say('sync.counts', { events, invitees, created, updated })}
      </Text>
      <VisuallyHidden role="status" aria-live="polite">
        {announcement(sync, say)}
      </VisuallyHidden>
    </Stack>
  );
}

function UnderWay({ sync }: { sync: Sync }) {
  const say = useText();
  const dates = useDates();
  const seconds = useRemainingTime(sync);
  const percent = Math.floor(sync.percent);
  return (
    <>
      <Progress.Root size={6} radius={0} className={classes.progress ?? ''}>
        <Progress.Section value={sync.percent} aria-label={say('sync.progress')} />
      </Progress.Root>
      <Text fw={600}>
        {percent} %{seconds !== null && ` · ${remainingText(seconds, say)}`}
        {sync.state === 'waiting' &&
          sync.resumesAt !== null &&
          ` · ${say('sync.waiting', { time: dates.clock(sync.resumesAt) })}`}
      </Text>
    </>
  );
}

function Ended({ sync: { state, error, finishedAt, startedAt } }: { sync: Sync }) {
  const say = useText();
  if (state === 'failed') {
    return (
      <>
        <Text c="var(--mantine-color-error)">{say('sync.failed')}</Text>
        {error !== null && <Code className={classes.address ?? ''}>{error}</Code>}
      </>
    );
  }
  return (
    <Text>
      {say('sync.last')} <Instant at={finishedAt ?? startedAt} />
    </Text>
  );
}

function remainingText(seconds: number, say: Say): string {
  return seconds < 90
    ? say('sync.seconds', { count: seconds })
    : say('sync.minutes', { count: Math.round(seconds / 60) });
}

/** The text that a screen reader reads out: at each quarter, and at the end. */
function announcement({ state, percent }: Sync, say: Say): string {
  if (state === 'done') return say('sync.done');
  if (state === 'failed') return say('sync.failed');
  const reached = Math.floor(percent / announcedEveryPercent) * announcedEveryPercent;
  return say('sync.percent', { percent: reached });
}
