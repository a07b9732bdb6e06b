import { Alert, Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { ProspectDetails } from '../api/api.ts';
import { problemText } from '../api/problem-text.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { useFocusAfter } from '../shell/use-focus-after.ts';
import { upserted } from './merge-details.ts';

/** The draft stays until the server has taken it. */
export function AddNoteForm({ prospectId }: { prospectId: string }) {
  const say = useText();
  const { api } = useLive();
  const queries = useQueryClient();
  const [draft, setDraft] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: string) => api.addNote(prospectId, body),
    onSuccess: (note) => {
      setDraft('');
      // The note also comes live, maybe before the answer. Its id shows that it is the same one.
      queries.setQueryData<ProspectDetails | null>(['prospect', prospectId], (details) =>
        details ? { ...details, notes: upserted(details.notes, note) } : details,
      );
    },
  });

  const field = useRef<HTMLTextAreaElement>(null);
  useFocusAfter(isPending, field);

  function submit(event: FormEvent) {
    event.preventDefault();
    mutate(draft.trim());
  }

  return (
    <form onSubmit={submit} aria-label={say('note.add')}>
      <Stack gap="xs">
        <Textarea
          ref={field}
          label={say('note.new')}
          value={draft}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit();
          }}
          rows={2}
          required
          withAsterisk={false}
        />
        {error !== null && (
          <Alert color="red" role="alert" title={say('note.failed')}>
            {problemText(error, say)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" size="sm" loading={isPending} disabled={draft.trim() === ''}>
            {say('note.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
