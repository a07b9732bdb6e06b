import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { ConnectionStatus } from '../../wire/calendly-status.ts';
import { problemText } from '../api/problem-text.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { useFocusAfter } from '../shell/use-focus-after.ts';
import { forgetStatus } from './status-query.ts';

interface DisconnectButtonProps {
  id: ConnectionStatus['id'];
  who: string;
  onDisconnected: () => void;
}

/** Asks first, and says what stays. */
export function DisconnectButton({ id, who, onDisconnected }: DisconnectButtonProps) {
  const say = useText();
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  useFocusAfter(asking, opener);
  if (!asking) {
    return (
      <Button
        ref={opener}
        variant="default"
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        aria-label={say('disconnect.of', { who })}
        onClick={() => setAsking(true)}
      >
        {say('disconnect.go')}
      </Button>
    );
  }
  return (
    <Confirmation
      id={id}
      who={who}
      onDisconnected={onDisconnected}
      onKeep={() => setAsking(false)}
    />
  );
}

function Confirmation({
  id,
  who,
  onDisconnected,
  onKeep,
}: DisconnectButtonProps & { onKeep: () => void }) {
  const say = useText();
  const { api } = useLive();
  const queries = useQueryClient();
  const [question, consequence] = [useId(), useId()];
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.disconnectCalendly(id),
    onSuccess: async () => {
      await forgetStatus(queries);
      onDisconnected();
    },
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the key is pressed on its buttons
    <Stack
      role="alertdialog"
      aria-labelledby={question}
      aria-describedby={consequence}
      gap="sm"
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !isPending) onKeep();
      }}
    >
      <div>
        <Text fw={600} id={question}>
          {say('disconnect.sure', { who })}
        </Text>
        <Text size="sm" id={consequence}>
          {say('disconnect.what')}
        </Text>
      </div>
      {error !== null && (
        <Alert color="red" role="alert" title={say('disconnect.failed')}>
          {problemText(error, say)}
        </Alert>
      )}
      <Group gap="sm">
        <Button variant="default" size="xs" autoFocus onClick={onKeep}>
          {say('disconnect.keep')}
        </Button>
        <Button color="red" size="xs" loading={isPending} onClick={() => mutate()}>
          {say('disconnect.go')}
        </Button>
      </Group>
    </Stack>
  );
}
