import { Group, Stack, Text, Title } from '@mantine/core';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import { Fact, Facts } from '../details/facts.tsx';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';
import { ConnectPanel } from './connect-panel.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { DeliveryFigures } from './delivery-figures.tsx';
import { Instant } from './instant.tsx';
import { LightDot } from './light-dot.tsx';
import { lineLight } from './line-light.ts';
import { ProblemList } from './problem-list.tsx';
import { SyncPanel } from './sync-panel.tsx';

interface CalendlyOverviewProps {
  status: CalendlyStatus;
  /** Something that held the focus may be gone. */
  onChanged: () => void;
}

/** The organization's line as a whole, then each connection. */
export function CalendlyOverview({ status, onChanged }: CalendlyOverviewProps) {
  const say = useText();
  const { connections, mayManage, sync } = status;
  const needsConnecting = status.state !== 'connected';
  const live = connections.filter(({ state }) => state !== 'disconnected');
  const hasEver = connections.length > 0;
  return (
    <Stack gap="lg">
      <Line status={status} />
      {!mayManage && (
        <Text size="sm" c="dimmed">
          {say('calendly.askAdmin')}
        </Text>
      )}
      {mayManage && needsConnecting && <ConnectPanel status={status} onConnected={onChanged} />}
      {(hasEver || sync !== null) && <SyncPanel status={status} />}
      {live.length > 0 && (
        <section aria-labelledby="connections-title">
          <Title order={3} size="h4" id="connections-title" mb="md">
            {say('calendly.connections')}
          </Title>
          <Stack component="ul" gap="md" p={0} m={0}>
            {live.map((connection) => (
              <ConnectionCard
                key={connection.id}
                connection={connection}
                mayManage={mayManage}
                withFigures={live.length > 1}
                onDisconnected={onChanged}
              />
            ))}
          </Stack>
        </section>
      )}
      {mayManage && !needsConnecting && <ConnectPanel status={status} onConnected={onChanged} />}
    </Stack>
  );
}

function Line({ status }: { status: CalendlyStatus }) {
  const say = useText();
  const dates = useDates();
  const { user, connectedAt, deliveries, connections, state } = status;
  const light = lineLight(status);
  const who = user && (user.name ?? user.email ?? user.uri);
  // Those of a connection stand beside it.
  const own = status.problems.filter(
    ({ code }) => !connections.some(({ problems }) => problems.some((each) => each.code === code)),
  );
  return (
    <Stack gap="md">
      <Group role="status" gap={10} wrap="nowrap">
        <LightDot light={light} />
        <Text component="span" fw={600} fz="lg">
          {say(`light.${light}`)}
        </Text>
      </Group>
      <ProblemList problems={own} />
      <Facts>
        {who !== null && state !== 'disconnected' && <Fact label={say('line.who')}>{who}</Fact>}
        {who !== null && state === 'disconnected' && <Fact label={say('line.was')}>{who}</Fact>}
        {connectedAt !== null && state !== 'disconnected' && (
          <Fact label={say('line.since')}>{dates.full(connectedAt)}</Fact>
        )}
        <Fact label={say('line.last')}>
          {deliveries.lastReceivedAt === null ? (
            say('line.never')
          ) : (
            <Instant at={deliveries.lastReceivedAt} />
          )}
        </Fact>
      </Facts>
      <DeliveryFigures counts={deliveries.last24h} />
    </Stack>
  );
}
