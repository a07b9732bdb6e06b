import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRoute } from 'wouter';
import { calendlyPage } from '../../wire/connect-outcome.ts';
import { ConnectButton } from '../calendly/connect-button.tsx';
import { statusQuery } from '../calendly/status-query.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { CommandLine } from '../shell/command-line.tsx';

interface EmptyListProps {
  nothingFound: boolean;
  tryLine: string | null;
}

/** An empty list. A newcomer sees how to connect, or the command to type. A search without results gets a text. */
export function EmptyList({ nothingFound, tryLine }: EmptyListProps) {
  const say = useText();
  const { api } = useLive();
  const { data } = useQuery(statusQuery(api));
  const [isBesideCalendly] = useRoute(calendlyPage);
  const offersConnecting =
    data?.mayManage === true && !data.connected && data.ways.includes('oauth');
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
      <Text>{say(offersConnecting ? 'empty.connectLead' : 'empty.lead')}</Text>
      {offersConnecting && !isBesideCalendly && <ConnectButton label={say('connect.go')} />}
      {tryLine !== null && (
        <>
          <Text>{say(offersConnecting ? 'empty.orTry' : 'empty.try')}</Text>
          <CommandLine line={tryLine} />
        </>
      )}
      <Text size="sm" c="dimmed">
        {say('empty.then')}
      </Text>
    </Stack>
  );
}
