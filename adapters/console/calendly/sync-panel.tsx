import { Alert, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import { problemText } from '../api/problem-text.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import classes from './calendly-page.module.css';
import { isUnderWay, putSync } from './status-query.ts';
import { SyncProgress } from './sync-progress.tsx';

/** The loading of past bookings: how far it is, how it ended, and the button that starts it. */
export function SyncPanel({ status: { sync, mayManage, connected } }: { status: CalendlyStatus }) {
  const say = useText();
  const { api } = useLive();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.loadHistory(),
    onSuccess: (started) => putSync(queries, started),
  });
  const isBusy = isPending || isUnderWay(sync);
  const buttonText = isBusy ? 'sync.running' : sync === null ? 'sync.go' : 'sync.again';
  return (
    <Paper
      component="section"
      withBorder
      p="lg"
      aria-labelledby="sync-title"
      className={classes.sync}
    >
      <Stack gap="md">
        <div>
          <Title order={3} size="h4" id="sync-title">
            {say('sync.title')}
          </Title>
          {mayManage && (
            <Text size="sm" c="dimmed" mt={4}>
              {say('sync.lead')}
            </Text>
          )}
        </div>
        {sync !== null && <SyncProgress sync={sync} />}
        {error !== null && (
          <Alert color="red" role="alert" title={say('sync.notStarted')}>
            {problemText(error, say)}
          </Alert>
        )}
        {mayManage && connected && (
          <div>
            {/* The button is not disabled: that would take the focus away from a person who watches it. */}
            <Button
              variant="default"
              data-disabled={isBusy || undefined}
              aria-disabled={isBusy}
              onClick={() => isBusy || mutate()}
            >
              {say(buttonText)}
            </Button>
          </div>
        )}
      </Stack>
    </Paper>
  );
}
