import { Alert, Button, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ProspectDetails, ProspectPart } from '../api/api.ts';
import { problemText } from '../api/problem-text.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { cursorOf, readOlder, withOlder } from './older-rows.ts';

interface OlderButtonProps {
  details: ProspectDetails;
  part: ProspectPart;
}

/** Brings the next older meetings or notes of the person; nothing where all are there. */
export function OlderButton({ details, part }: OlderButtonProps) {
  const say = useText();
  const { api, events } = useLive();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => readOlder(api, events, details, part),
    onSuccess: (page) => {
      queries.setQueryData<ProspectDetails | null>(['prospect', details.prospect.id], (latest) =>
        latest ? withOlder(latest, part, page) : latest,
      );
    },
  });
  if (cursorOf(details, part) === null) return null;
  return (
    <Stack gap="xs" mt="md" align="flex-start">
      {error !== null && (
        <Alert color="red" role="alert" title={say('older.failed')}>
          {problemText(error, say)}
        </Alert>
      )}
      <Button variant="default" size="sm" loading={isPending} onClick={() => mutate()}>
        {say(part === 'notes' ? 'notes.older' : 'meetings.older')}
      </Button>
    </Stack>
  );
}
