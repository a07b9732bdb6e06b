import { Stack, Text, Title } from '@mantine/core';
import type { CalendlyStatus, ConnectionStatus } from '../../wire/calendly-status.ts';
import { Fact, Facts } from '../details/facts.tsx';
import { useText } from '../locale/use-text.ts';
import { ConnectPanel } from './connect-panel.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { DeliveryFigures } from './delivery-figures.tsx';
import { ProblemList } from './problem-list.tsx';
import { SyncPanel } from './sync-panel.tsx';

interface CalendlyOverviewProps {
  status: CalendlyStatus;
  /** Something that held the focus may be gone. */
  onChanged: () => void;
}

/** The state of all the organization's connections together, then each connection. */
export function CalendlyOverview({ status, onChanged }: CalendlyOverviewProps) {
  const say = useText();
  const { connections, deliveries, mayManage, state, sync } = status;
  const needsConnecting = state !== 'connected';
  const live = connections.filter((connection) => connection.state !== 'disconnected');
  const hasEver = connections.length > 0;
  const isMany = live.length > 1;
  // Problems of one connection among several stand beside it.
  const problems = isMany
    ? status.problems.filter(({ code }) => !live.some((one) => hasProblem(one, code)))
    : status.problems;
  return (
    <Stack gap="lg">
      <ProblemList problems={problems} kind={status.kind} />
      {!mayManage && (
        <Text size="sm" c="dimmed">
          {say('calendly.askAdmin')}
        </Text>
      )}
      {mayManage && needsConnecting && <ConnectPanel status={status} onConnected={onChanged} />}
      {state === 'disconnected' && <Past status={status} />}
      {(hasEver || deliveries.lastReceivedAt !== null) && (
        <DeliveryFigures deliveries={deliveries} isLinked={mayManage} />
      )}
      {(hasEver || sync !== null) && <SyncPanel status={status} />}
      {live.length > 0 && (
        <section aria-labelledby="connections-title">
          <Title order={3} size="h4" id="connections-title" mb="md">
            {say(isMany ? 'calendly.connections' : 'calendly.connection')}
          </Title>
          <Stack component="ul" gap="md" p={0} m={0}>
            {live.map((connection) => (
              <ConnectionCard
                key={connection.id}
                connection={connection}
                mayManage={mayManage}
                isOneOfMany={isMany}
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

function hasProblem({ problems }: ConnectionStatus, wanted: string): boolean {
  return problems.some(({ code }) => code === wanted);
}

/** The user of a connection that has ended. */
function Past({ status: { user } }: { status: CalendlyStatus }) {
  const say = useText();
  if (user === null) return null;
  return (
    <Facts>
      <Fact label={say('line.was')}>{user.name ?? user.email ?? user.uri}</Fact>
    </Facts>
  );
}
