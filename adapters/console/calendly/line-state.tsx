import { Group, Text } from '@mantine/core';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import { useText } from '../locale/use-text.ts';
import { LightDot } from './light-dot.tsx';
import { lineLight } from './line-light.ts';

/** The state of a connection, as a light and as a text. */
export function LineState({ status }: { status: Pick<CalendlyStatus, 'state' | 'problems'> }) {
  const say = useText();
  const light = lineLight(status);
  return (
    <Group component="span" gap={8} wrap="nowrap">
      <LightDot light={light} />
      <Text component="span" fw={600}>
        {say(`light.${light}`)}
      </Text>
    </Group>
  );
}
