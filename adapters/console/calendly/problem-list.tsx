import { Alert, Stack, Text } from '@mantine/core';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import { useText } from '../locale/use-text.ts';

/** What is wrong, and what to do, in the server's words. */
export function ProblemList({ problems }: Pick<CalendlyStatus, 'problems'>) {
  const say = useText();
  if (problems.length === 0) return null;
  return (
    <Stack gap="sm">
      {problems.map(({ code, message, remedy }) => (
        <Alert key={code} color="orange" role="note" title={message}>
          <Text size="sm">
            <strong>{say('problem.todo')}</strong> {remedy}
          </Text>
        </Alert>
      ))}
    </Stack>
  );
}
