import { Alert, Paper, Stack, Text, Title } from '@mantine/core';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import type { TextId } from '../locale/catalog.ts';
import { useText } from '../locale/use-text.ts';
import classes from './calendly-page.module.css';
import { ConnectButton } from './connect-button.tsx';
import { TokenForm } from './token-form.tsx';

interface ConnectPanelProps {
  status: CalendlyStatus;
  onConnected: () => void;
}

/** The ways to connect that this service has. */
export function ConnectPanel({ status: { state, ways }, onConnected }: ConnectPanelProps) {
  const say = useText();
  const isConnected = state === 'connected';
  return (
    <Paper component="section" withBorder p="lg" aria-labelledby="connect-title">
      <Stack gap="md">
        <div>
          <Title order={3} size="h4" id="connect-title">
            {say(titles[state])}
          </Title>
          {ways.includes('oauth') && (
            <Text size="sm" c="dimmed" mt={4}>
              {say('connect.lead')}
            </Text>
          )}
        </div>
        {ways.length === 0 && <Alert color="orange">{say('connect.unable')}</Alert>}
        {ways.includes('oauth') && (
          <ConnectButton
            label={say(buttonLabels[state])}
            variant={isConnected ? 'default' : 'filled'}
          />
        )}
        {ways.includes('personal_token') && (
          <details className={classes.details} open={!ways.includes('oauth')}>
            <summary>{say('token.title')}</summary>
            <TokenForm onConnected={onConnected} />
          </details>
        )}
      </Stack>
    </Paper>
  );
}

const titles: Record<CalendlyStatus['state'], TextId> = {
  connected: 'connect.more',
  reconnect_required: 'connect.lost',
  disconnected: 'connect.title',
};

const buttonLabels: Record<CalendlyStatus['state'], TextId> = {
  connected: 'connect.another',
  reconnect_required: 'connect.again',
  disconnected: 'connect.go',
};
