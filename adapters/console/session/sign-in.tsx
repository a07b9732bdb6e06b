import { Alert, Button, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Api } from '../api/api.ts';
import { ProblemError } from '../api/problem-error.ts';
import { problemText } from '../api/problem-text.ts';
import { LanguageSwitch } from '../locale/language-switch.tsx';
import type { Say } from '../locale/use-text.ts';
import { useText } from '../locale/use-text.ts';
import { Brand } from '../shell/brand.tsx';
import { CommandLine } from '../shell/command-line.tsx';
import classes from './sign-in.module.css';
import { type SignOutReason, signOutReason } from './sign-out-reason.ts';
import { tokenClaims } from './token-claims.ts';

interface SignInProps {
  reason: SignOutReason | null;
  onSignIn: (token: string) => void;
}

/** Asks the server before believing a token, so that a bad one is explained here and not later. */
async function refusalOf(token: string, say: Say): Promise<string | null> {
  if (tokenClaims(token) === null) return say('signIn.notAToken');
  try {
    await new Api(token).listProspects({ search: '', filter: null }, null);
    return null;
  } catch (error) {
    const refused = error instanceof ProblemError && error.status === 401;
    return refused ? say(`signIn.${signOutReason(error.code)}`) : problemText(error, say);
  }
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
    const refused = await refusalOf(token, say);
    setAsking(false);
    setRefusal(refused);
    if (refused === null) onSignIn(token);
  }

  return (
    <main className={classes.page}>
      <Paper className={classes.card} withBorder radius="lg" p="xl">
        <Stack gap="lg">
          <Group justify="space-between">
            <Brand />
            <LanguageSwitch />
          </Group>
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
        </Stack>
      </Paper>
    </main>
  );
}
