import { useLingui } from '@lingui/react';
import { Alert, Stack, Text } from '@mantine/core';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import { useText } from '../locale/use-text.ts';
import { problemWords } from './problem-words.ts';

/** The problems of a connection, each with its remedy. */
export function ProblemList({ problems, kind }: Pick<CalendlyStatus, 'problems' | 'kind'>) {
  const say = useText();
  const { locale } = useLingui().i18n;
  if (problems.length === 0) return null;
  return (
    <Stack gap="sm">
      {problems.map((problem) => {
        const { message, remedy } = problemWords(problem, { kind, locale });
        return (
          <Alert key={problem.code} color="orange" role="note" title={message}>
            <Text size="sm">
              <strong>{say('problem.todo')}</strong> {remedy}
            </Text>
          </Alert>
        );
      })}
    </Stack>
  );
}
