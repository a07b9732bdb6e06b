import { Alert, Button, Code, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { wantedScopes } from '../../../src/domain/calendly-scopes.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { useFocusAfter } from '../shell/use-focus-after.ts';
import { tokenFailure } from './outcome-text.ts';
import { forgetStatus } from './status-query.ts';

/** Connects with a personal access token. What was typed is forgotten once it was taken. */
export function TokenForm({ onConnected }: { onConnected: () => void }) {
  const say = useText();
  const { api } = useLive();
  const queries = useQueryClient();
  const [draft, setDraft] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (token: string) => api.connectWithToken(token),
    onSuccess: async () => {
      setDraft('');
      await forgetStatus(queries);
      onConnected();
    },
  });
  useFocusAfter(isPending, field);

  function submit(event: FormEvent) {
    event.preventDefault();
    mutate(draft.trim());
  }

  return (
    <form onSubmit={submit} aria-label={say('token.title')}>
      <Stack gap="sm">
        <Text size="sm">
          {say('token.hint')}{' '}
          {wantedScopes.map((scope) => (
            <span key={scope}>
              <Code>{scope}</Code>{' '}
            </span>
          ))}
        </Text>
        <PasswordInput
          ref={field}
          label={say('token.label')}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': say('token.show') }}
        />
        {error !== null && (
          <Alert color="red" role="alert" title={say('connect.failed')}>
            {tokenFailure(error, say)}
          </Alert>
        )}
        <div>
          <Button
            type="submit"
            variant="default"
            loading={isPending}
            disabled={draft.trim() === ''}
          >
            {say('token.go')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
