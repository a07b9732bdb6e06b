import { Alert, Button, Group, Skeleton, Stack, Text, Textarea, Title } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { DeliveryAct } from '../../../src/domain/delivery-act.ts';
import type { Api, DecidedDelivery } from '../api/api.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { decisionFailure } from './decision-words.ts';
import { putDelivery, refreshDelivery } from './deliveries-query.ts';
import { Difference } from './difference.tsx';

interface DecisionFormProps {
  act: DeliveryAct;
  id: string;
  onKeep: () => void;
  onDone: (decided: DecidedDelivery) => void;
}

const longestReason = 1_000;

/** A dry run is not kept, but the route wants a reason. */
function previewQuery(api: Api, act: DeliveryAct, id: string) {
  return queryOptions({
    queryKey: ['preview', act, id],
    queryFn: ({ signal }) => api.previewDecision(act, id, 'preview', signal),
    gcTime: 0,
  });
}

/** Shows what an act would change, asks for the reason, and does it. */
export function DecisionForm({ act, id, onKeep, onDone }: DecisionFormProps) {
  const say = useText();
  const { api } = useLive();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const title = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  const preview = useQuery(previewQuery(api, act, id));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.decideDelivery(act, id, reason.trim()),
    onSuccess: (decided) => {
      putDelivery(queries, decided.delivery);
      onDone(decided);
    },
  });
  const failure = error ?? (preview.data === undefined ? preview.error : null);
  useEffect(() => title.current?.focus(), []);
  // Its status may be another by now.
  useEffect(() => {
    if (failure !== null) void refreshDelivery(queries, id);
  }, [failure, queries, id]);

  function submit(event: FormEvent) {
    event.preventDefault();
    mutate();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the key is pressed on its fields
    <form
      onSubmit={submit}
      aria-labelledby={titleId}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !isPending) onKeep();
      }}
    >
      <Stack gap="md">
        <div>
          <Title order={3} size="h4" id={titleId} ref={title} tabIndex={-1} className="quiet-focus">
            {say(`act.${act}.ask`)}
          </Title>
          <Text size="sm">
            {say(`act.${act}.does`)} {say('act.noUndo')}
          </Text>
        </div>
        <div aria-live="polite">
          {preview.isPending && (
            <Skeleton height={80} role="img" aria-label={say('act.previewing')} />
          )}
          {preview.data && <Difference changes={preview.data.changes} />}
        </div>
        {failure !== null && (
          <Alert
            color="red"
            role="alert"
            title={say(error === null ? 'act.previewFailed' : 'act.failed')}
          >
            {decisionFailure(failure, say)}
          </Alert>
        )}
        {preview.data && (
          <Textarea
            label={say('act.reason')}
            description={say('act.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={longestReason}
            rows={2}
            required
          />
        )}
        <Group gap="sm">
          <Button variant="default" onClick={onKeep} disabled={isPending}>
            {say('act.keep')}
          </Button>
          {preview.data && (
            <Button
              type="submit"
              color={act === 'dismiss' ? 'red' : undefined}
              loading={isPending}
              disabled={reason.trim() === ''}
            >
              {say(`act.${act}`)}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
