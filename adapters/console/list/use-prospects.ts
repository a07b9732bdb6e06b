import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Prospect } from '../../wire/prospect.ts';
import type { ProspectQuery } from '../api/api.ts';
import { useLive } from '../live/live-context.ts';
import { pace } from '../live/pace.ts';
import { mergeProspects } from './merge-prospects.ts';
import { prospectsQuery } from './prospects-query.ts';

const refilterEveryMs = 1_000;

/** The rows of a search or filter, kept live. */
export function useProspects(query: ProspectQuery) {
  const { api, events } = useLive();
  const changes = useSyncExternalStore(events.subscribe, events.changes);
  const result = useInfiniteQuery({
    ...prospectsQuery(api, query),
    // While a search is on its way, the rows at hand are searched; a filter only the server knows.
    placeholderData: (rows, asked) =>
      asked?.queryKey[1].filter === query.filter ? rows : undefined,
  });
  const { data, refetch, isPlaceholderData } = result;

  const rows = useMemo(() => {
    const isFound = (prospect: Prospect) => matches(prospect, query.search);
    const accepts = (prospect: Prospect) => query.filter === null && isFound(prospect);
    const merged = mergeProspects(data?.pages ?? [], changes, accepts);
    return isPlaceholderData ? merged.filter(isFound) : merged;
  }, [data, changes, query, isPlaceholderData]);

  // Only the server knows which prospects match a filter: ask it again, not too often.
  useEffect(() => {
    if (query.filter === null) return;
    const ask = pace(refilterEveryMs, () => refetch());
    const stop = events.subscribe(ask);
    return () => {
      stop();
      ask.cancel();
    };
  }, [events, query.filter, refetch]);

  return { ...result, rows, changes };
}

function matches({ name, email }: Prospect, search: string): boolean {
  const wanted = search.toLowerCase();
  return name.toLowerCase().includes(wanted) || email.toLowerCase().includes(wanted);
}
