import { Group, Text } from '@mantine/core';
import { useText } from '../locale/use-text.ts';
import classes from './connection-status.module.css';
import { useLive } from './live-context.ts';

/** Says whether what is on the page is the present. */
export function ConnectionStatus() {
  const say = useText();
  const { status } = useLive();
  const words =
    status === 'live'
      ? say('live.live')
      : status === 'signed_out'
        ? say('live.signedOut')
        : say('live.reconnecting');
  return (
    <Group role="status" aria-label={say('live.status')} gap={8} wrap="nowrap">
      <span className={classes.dot} data-status={status} aria-hidden="true" />
      <Text component="span" size="sm" c="dimmed" className={classes.words}>
        {words}
      </Text>
    </Group>
  );
}
