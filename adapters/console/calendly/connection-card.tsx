import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ConnectionStatus } from '../../wire/calendly-status.ts';
import { Fact, Facts } from '../details/facts.tsx';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';
import classes from './calendly-page.module.css';
import { ConnectionDetails } from './connection-details.tsx';
import { DeliveryFigures } from './delivery-figures.tsx';
import { DisconnectButton } from './disconnect-button.tsx';
import { LineState } from './line-state.tsx';
import { ProblemList } from './problem-list.tsx';

interface ConnectionCardProps {
  connection: ConnectionStatus;
  mayManage: boolean;
  /** True when there are others: each card then shows its own state, problems and figures. Else the page shows them. */
  isOneOfMany: boolean;
  onDisconnected: () => void;
}

/** One connected Calendly user. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, mayManage, isOneOfMany, onDisconnected } = props;
  const { id, user, problems, deliveries } = connection;
  const who = user.name ?? user.email ?? user.uri;
  return (
    <Paper component="li" withBorder p="lg" className={classes.card}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" gap="xs">
          <div className={classes.address}>
            <Title order={4} size="h5">
              {who}
            </Title>
            {user.email !== null && user.email !== who && (
              <Text size="sm" c="dimmed">
                {user.email}
              </Text>
            )}
          </div>
          {isOneOfMany && <LineState status={connection} />}
        </Group>
        {isOneOfMany && <ProblemList problems={problems} kind={connection.kind} />}
        <ConnectionFacts connection={connection} />
        {isOneOfMany && <DeliveryFigures deliveries={deliveries} isLinked={false} />}
        <ConnectionDetails connection={connection} />
        {mayManage && <DisconnectButton id={id} who={who} onDisconnected={onDisconnected} />}
      </Stack>
    </Paper>
  );
}

function ConnectionFacts({ connection }: { connection: ConnectionStatus }) {
  const say = useText();
  const dates = useDates();
  const { connectedAt, scope, subscription } = connection;
  return (
    <Facts>
      <Fact label={say('line.since')}>{dates.full(connectedAt)}</Fact>
      {scope !== null && <Fact label={say('line.scope')}>{say(`line.${scope}`)}</Fact>}
      <Fact label={say('line.subscription')}>
        {say(subscription === null ? 'line.missing' : `line.${subscription.state}`)}
      </Fact>
    </Facts>
  );
}
