import { Stack, Text, Title } from '@mantine/core';
import { useText } from '../locale/use-text.ts';
import { CommandLine } from '../shell/command-line.tsx';

interface EmptyListProps {
  nothingFound: boolean;
  tryLine: string | null;
}

/** For a newcomer: the line to type, where there is one. For a search without luck: a word. */
export function EmptyList({ nothingFound, tryLine }: EmptyListProps) {
  const say = useText();
  if (nothingFound) {
    return (
      <Text p="xl" ta="center" c="dimmed" role="status">
        {say('list.nothingFound')}
      </Text>
    );
  }
  return (
    <Stack p="xl" gap="sm">
      <Title order={2} size="h4">
        {say('empty.title')}
      </Title>
      <Text>{say('empty.lead')}</Text>
      {tryLine !== null && (
        <>
          <Text>{say('empty.try')}</Text>
          <CommandLine line={tryLine} />
        </>
      )}
      <Text size="sm" c="dimmed">
        {say('empty.then')}
      </Text>
    </Stack>
  );
}
