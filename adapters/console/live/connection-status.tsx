import { Group, Text } from '@mantine/core';
import type { RealtimeStatus } from '../../client/realtime-options.ts';
import type { TextId } from '../locale/catalog.ts';
import { useText } from '../locale/use-text.ts';
import classes from './connection-status.module.css';
import { useLive } from './live-context.ts';

const words: Record<RealtimeStatus, TextId> = {
  connecting: 'live.connecting',
  live: 'live.live',
  reconnecting: 'live.reconnecting',
  signed_out: 'live.signedOut',
  closed: 'live.signedOut',
};

/** Says whether the page is up to date. */
export function ConnectionStatus() {
  const say = useText();
  const { status } = useLive();
  return (
    <Group role="status" aria-label={say('live.status')} gap={8} wrap="nowrap">
      <span className={classes.dot} data-status={status} aria-hidden="true" />
      <Text component="span" size="sm" c="dimmed" className={classes.words}>
        {say(words[status])}
      </Text>
    </Group>
  );
}
