import { Group, Paper, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '../locale/language-switch.tsx';
import { Brand } from '../shell/brand.tsx';
import classes from './sign-in.module.css';

/** The page while nobody is signed in. */
export function SignInPage({ children }: { children: ReactNode }) {
  return (
    <main className={classes.page}>
      <Paper className={classes.card} withBorder radius="lg" p="xl">
        <Stack gap="lg">
          <Group justify="space-between">
            <Brand />
            <LanguageSwitch />
          </Group>
          {children}
        </Stack>
      </Paper>
    </main>
  );
}
