import { queryOptions } from '@tanstack/react-query';
import type { Api, ProspectDetails } from '../api/api.ts';
import { ProblemError } from '../api/problem-error.ts';
import type { LiveEvents } from '../live/live-events.ts';
import { mergeDetails } from './merge-details.ts';
import { readAsMany } from './older-rows.ts';

/** One person with meetings and notes. Null for a person who does not exist, or was erased: nothing of them stays here. */
export function prospectQuery(api: Api, events: LiveEvents, id: string) {
  return queryOptions({
    queryKey: ['prospect', id],
    queryFn: async ({ signal, client }): Promise<ProspectDetails | null> => {
      const before = client.getQueryData<ProspectDetails | null>(['prospect', id]);
      try {
        const newest = await api.readProspect(id, signal);
        const details = before ? await readAsMany(api, newest, before, signal) : newest;
        // Events that came while the answer was on its way are applied to it.
        return mergeDetails(details, events.after(details.seq));
      } catch (error) {
        if (error instanceof ProblemError && error.status === 404) return null;
        throw error;
      }
    },
    staleTime: 30_000,
  });
}
