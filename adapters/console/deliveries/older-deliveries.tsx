import { Alert, Button, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeliveryPage } from '../api/api.ts';
import { problemText } from '../api/problem-text.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { type DeliveryStatus, deliveriesQuery } from './deliveries-query.ts';
import { appended } from './merge-deliveries.ts';

interface OlderDeliveriesProps {
  list: DeliveryPage;
  status: DeliveryStatus | null;
}

/** Brings the next older rows; nothing where all are there. */
export function OlderDeliveries({ list: { nextCursor }, status }: OlderDeliveriesProps) {
  const say = useText();
  const { api } = useLive();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.listDeliveries(status, nextCursor),
    onSuccess: (older) => {
      const { queryKey } = deliveriesQuery(api, status);
      // A list that meanwhile started anew goes on elsewhere.
      queries.setQueryData(queryKey, (latest) =>
        latest?.nextCursor === nextCursor ? appended(latest, older) : latest,
      );
    },
  });
  if (nextCursor === null) return null;
  return (
    <Stack gap="xs" align="flex-start">
      {error !== null && (
        <Alert color="red" role="alert" title={say('older.failed')}>
          {problemText(error, say)}
        </Alert>
      )}
      <Button variant="default" size="sm" loading={isPending} onClick={() => mutate()}>
        {say('deliveries.older')}
      </Button>
    </Stack>
  );
}
