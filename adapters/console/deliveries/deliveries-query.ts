import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Delivery, DeliveryFile } from '../../wire/delivery.ts';
import type { Api, DeliveryPage } from '../api/api.ts';
import { withOlder } from './merge-deliveries.ts';

const listsKey = ['deliveries'];
/** The service settles due deliveries by itself, and sends no message about it. */
const lookEveryMs = 5_000;

export type DeliveryStatus = Delivery['status'];

/** Rows of the inbox, newest first: a first page, and the older ones that a person asked for. */
export function deliveriesQuery(api: Api, status: DeliveryStatus | null) {
  const queryKey = [...listsKey, status];
  return queryOptions({
    queryKey,
    // One request, however many rows are shown.
    queryFn: async ({ signal, client }): Promise<DeliveryPage> => {
      const newest = await api.listDeliveries(status, null, signal);
      return withOlder(newest, client.getQueryData<DeliveryPage>(queryKey));
    },
    staleTime: 1_000,
    refetchInterval: ({ state }) => (state.data?.items.some(isDue) ? lookEveryMs : false),
  });
}

/** One delivery with its bytes. */
export function deliveryQuery(api: Api, id: string) {
  return queryOptions({
    queryKey: ['delivery', id],
    queryFn: ({ signal }) => api.readDelivery(id, signal),
    staleTime: 1_000,
    refetchInterval: ({ state }) => (state.data && isDue(state.data) ? lookEveryMs : false),
  });
}

/** Reads the lists that are shown anew. */
export function refreshDeliveries(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: listsKey });
}

/** Puts a delivery that somebody decided on wherever it is shown, and reads all that shows it anew. */
export function putDelivery(queries: QueryClient, delivery: Delivery): void {
  for (const [key, page] of queries.getQueriesData<DeliveryPage>({ queryKey: listsKey })) {
    if (page === undefined) continue;
    const isListed = key[1] === null || key[1] === delivery.status;
    const items = page.items.flatMap((one) => {
      if (one.id !== delivery.id) return [one];
      return isListed ? [delivery] : [];
    });
    queries.setQueryData<DeliveryPage>(key, { ...page, items });
  }
  queries.setQueryData<DeliveryFile>(['delivery', delivery.id], (file) =>
    file === undefined ? undefined : { ...file, ...delivery },
  );
  void refreshDeliveries(queries);
  void refreshDelivery(queries, delivery.id);
  void queries.invalidateQueries({ queryKey: ['audit'] });
}

/** Reads one delivery anew, where it is shown. */
export function refreshDelivery(queries: QueryClient, id: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: ['delivery', id] });
}

function isDue({ status }: Delivery): boolean {
  return status === 'due';
}
