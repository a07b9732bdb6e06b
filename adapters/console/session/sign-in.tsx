import { Alert, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { problemText } from '../api/problem-text.ts';
import type { Say } from '../locale/use-text.ts';
import { useText } from '../locale/use-text.ts';
import { CommandLine } from '../shell/command-line.tsx';
import { SignInPage } from './sign-in-page.tsx';
import type { SignOutReason } from './sign-out-reason.ts';
import { tokenRefusal } from './token-refusal.ts';

interface SignInProps {
  reason: SignOutReason | null;
  onSignIn: (token: string) => void;
}

export function SignIn({ reason, onSignIn }: SignInProps) {
  const say = useText();
  const [draft, setDraft] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const token = draft.trim().replace(/^Bearer\s+/i, '');
    setAsking(true);
    const refused = await refusalWords(token, say);
    setAsking(false);
    setRefusal(refused);
    if (refused === null) onSignIn(token);
  }

  return (
    <SignInPage>
      <div>
        <Title order={1} size="h3">
          {say('signIn.title')}
        </Title>
        <Text c="dimmed" mt={4}>
          {say('signIn.lead')}
        </Text>
      </div>
      {reason !== null && refusal === null && (
        <Alert color="orange" role="alert">
          {say(`signIn.${reason}`)}
        </Alert>
      )}
      <form onSubmit={submit}>
        <Stack gap="md">
          <PasswordInput
            label={say('signIn.token')}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
            error={refusal}
            autoComplete="off"
            spellCheck={false}
            autoFocus
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': say('signIn.show') }}
          />
          <Button type="submit" loading={asking} disabled={draft.trim() === ''}>
            {say('signIn.go')}
          </Button>
        </Stack>
      </form>
      <div>
        <Text size="sm" c="dimmed" mb={6}>
          {say('signIn.how')}
        </Text>
        <CommandLine line="npm run token -- --org demo --role admin" />
      </div>
    </SignInPage>
  );
}

async function refusalWords(token: string, say: Say): Promise<string | null> {
  try {
    const reason = await tokenRefusal(token);
    return reason && say(`signIn.${reason}`);
  } catch (error) {
    return problemText(error, say);
  }
}
