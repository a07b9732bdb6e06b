import { Alert, Button, Text } from '@mantine/core';
import { problemText } from '../api/problem-text.ts';
import { useText } from '../locale/use-text.ts';

interface PageFailureProps {
  title: string;
  error: Error;
  onAgain: () => void;
}

/** Why a page cannot be shown, and a button that tries again. */
export function PageFailure({ title, error, onAgain }: PageFailureProps) {
  const say = useText();
  return (
    <Alert color="red" role="alert" title={title}>
      <Text size="sm">{problemText(error, say)}</Text>
      <Button mt="sm" size="xs" variant="default" onClick={onAgain}>
        {say('again')}
      </Button>
    </Alert>
  );
}
