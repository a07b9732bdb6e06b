import { Center, Stack, Text } from '@mantine/core';
import { useText } from '../locale/use-text.ts';
import { Icon } from './icon.tsx';

export function NothingChosen() {
  const say = useText();
  return (
    <Center h="100%" p="xl">
      <Stack align="center" gap="sm" maw="26rem" c="dimmed">
        <Icon name="calendar" size={40} />
        <Text ta="center">{say('details.choose')}</Text>
      </Stack>
    </Center>
  );
}
