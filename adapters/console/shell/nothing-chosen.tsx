import { Center, Stack, Text } from '@mantine/core';
import { allProspects } from '../list/prospects-query.ts';
import { useProspects } from '../list/use-prospects.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from './icon.tsx';

/** An invitation to choose, once there is somebody to choose. */
export function NothingChosen() {
  const say = useText();
  const { rows } = useProspects(allProspects);
  if (rows.length === 0) return null;
  return (
    <Center h="100%" p="xl">
      <Stack align="center" gap="sm" maw="26rem" c="dimmed">
        <Icon name="calendar" size={40} />
        <Text ta="center">{say('details.choose')}</Text>
      </Stack>
    </Center>
  );
}
