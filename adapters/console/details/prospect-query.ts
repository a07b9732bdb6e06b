import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../api/api.ts';
import type { LiveEvents } from '../live/live-events.ts';
import { mergeDetails } from './merge-details.ts';

/** One person with meetings and notes. What happened while the answer was on its way is merged in. */
export function prospectQuery(api: Api, events: LiveEvents, id: string) {
  return queryOptions({
    queryKey: ['prospect', id],
    queryFn: async ({ signal }) => {
      const details = await api.readProspect(id, signal);
      return mergeDetails(details, events.after(details.seq));
    },
    staleTime: 30_000,
  });
}
