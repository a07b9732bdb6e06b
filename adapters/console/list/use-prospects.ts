import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
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
    placeholderData: keepPreviousData,
  });
  const { data, refetch } = result;

  const rows = useMemo(
    () =>
      mergeProspects(
        data?.pages ?? [],
        changes,
        (prospect) => query.filter === null && matches(prospect, query.search),
      ),
    [data, changes, query],
  );

  // Only the server can tell whom a filter lets through: ask it again, gently.
  useEffect(() => {
    if (query.filter === null) return;
    const ask = pace(refilterEveryMs, () => void refetch());
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
