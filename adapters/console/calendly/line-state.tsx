import { Group, Text } from '@mantine/core';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import { useText } from '../locale/use-text.ts';
import { LightDot } from './light-dot.tsx';
import { lineLight } from './line-light.ts';

/** The light of a line, and the same in words. */
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
