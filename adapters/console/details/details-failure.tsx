import { Alert, Button, Text } from '@mantine/core';
import { problemText } from '../api/problem-text.ts';
import { useText } from '../locale/use-text.ts';

interface DetailsFailureProps {
  /** Null when nothing failed, and the person does not exist. */
  error: Error | null;
  onAgain: () => void;
}

/** Says that there is no such person, or why the person cannot be shown. */
export function DetailsFailure({ error, onAgain }: DetailsFailureProps) {
  const say = useText();
  if (error === null) {
    return (
      <Alert color="gray" role="alert" title={say('details.gone')}>
        {say('details.goneWhy')}
      </Alert>
    );
  }
  return (
    <Alert color="red" role="alert" title={say('details.failed')}>
      <Text size="sm">{problemText(error, say)}</Text>
      <Button mt="sm" size="xs" variant="default" onClick={onAgain}>
        {say('again')}
      </Button>
    </Alert>
  );
}
