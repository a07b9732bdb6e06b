import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Api, ProspectQuery } from '../api/api.ts';

export const allProspects: ProspectQuery = { search: '', filter: null };

/** The list, page by page. Live events keep the whole list fresh; a search or a filter is asked anew each time. */
export function prospectsQuery(api: Api, query: ProspectQuery) {
  const isWhole = query.search === '' && query.filter === null;
  return infiniteQueryOptions({
    queryKey: ['prospects', query] as const,
    queryFn: ({ pageParam, signal }) => api.listProspects(query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: isWhole ? Number.POSITIVE_INFINITY : 0,
    gcTime: isWhole ? Number.POSITIVE_INFINITY : 60_000,
  });
}
