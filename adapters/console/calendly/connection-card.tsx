import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ConnectionStatus } from '../../wire/calendly-status.ts';
import { Fact, Facts } from '../details/facts.tsx';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';
import classes from './calendly-page.module.css';
import { ConnectionDetails } from './connection-details.tsx';
import { DeliveryFigures } from './delivery-figures.tsx';
import { DisconnectButton } from './disconnect-button.tsx';
import { Instant } from './instant.tsx';
import { LightDot } from './light-dot.tsx';
import { lineLight } from './line-light.ts';
import { ProblemList } from './problem-list.tsx';

interface ConnectionCardProps {
  connection: ConnectionStatus;
  mayManage: boolean;
  /** Where there are others, each tells its own. */
  withFigures: boolean;
  onDisconnected: () => void;
}

/** One connected Calendly user. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, mayManage, withFigures, onDisconnected } = props;
  const say = useText();
  const { id, user, problems, deliveries } = connection;
  const who = user.name ?? user.email ?? user.uri;
  const light = lineLight(connection);
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
          <Group gap={8} wrap="nowrap">
            <LightDot light={light} />
            <Text component="span" size="sm">
              {say(`light.${light}`)}
            </Text>
          </Group>
        </Group>
        <ProblemList problems={problems} />
        <ConnectionFacts connection={connection} />
        {withFigures && <DeliveryFigures counts={deliveries.last24h} />}
        <ConnectionDetails connection={connection} />
        {mayManage && <DisconnectButton id={id} who={who} onDisconnected={onDisconnected} />}
      </Stack>
    </Paper>
  );
}

function ConnectionFacts({ connection }: { connection: ConnectionStatus }) {
  const say = useText();
  const dates = useDates();
  const { connectedAt, deliveries, scope, subscription } = connection;
  return (
    <Facts>
      <Fact label={say('line.since')}>{dates.full(connectedAt)}</Fact>
      <Fact label={say('line.last')}>
        {deliveries.lastReceivedAt === null ? (
          say('line.never')
        ) : (
          <Instant at={deliveries.lastReceivedAt} />
        )}
      </Fact>
      {scope !== null && <Fact label={say('line.scope')}>{say(`line.${scope}`)}</Fact>}
      <Fact label={say('line.subscription')}>
        {say(subscription === null ? 'line.missing' : `line.${subscription.state}`)}
      </Fact>
    </Facts>
  );
}
