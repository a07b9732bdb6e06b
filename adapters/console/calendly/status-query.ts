import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import type { Sync } from '../../wire/sync.ts';
import type { Api } from '../api/api.ts';

const queryKey = ['calendly'];
/** Messages about progress come live, but the last of them may be lost. */
const lookEveryMs = 5_000;

/** The state of the connections to Calendly. */
export function statusQuery(api: Api) {
  return queryOptions({
    queryKey,
    queryFn: ({ signal }): Promise<CalendlyStatus> => api.readCalendly(signal),
    staleTime: 10_000,
    refetchInterval: ({ state }) => (isUnderWay(state.data?.sync) ? lookEveryMs : false),
  });
}

export function isUnderWay(sync: Sync | null | undefined): sync is Sync {
  return sync?.state === 'running' || sync?.state === 'waiting';
}

/** Marks the state as changed: every part of the page that shows it reads it again. */
export function forgetStatus(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey });
}

/** Reads the state again, unless it was read a moment ago. */
export function readStaleStatus(queries: QueryClient): Promise<void> {
  return queries.refetchQueries({ queryKey, type: 'active', stale: true });
}

/** Puts a back-fill where it is shown, unless what is there is younger. */
export function putSync(queries: QueryClient, sync: Sync): void {
  queries.setQueryData<CalendlyStatus>(queryKey, (status) =>
    status !== undefined && isYounger(sync, status.sync) ? { ...status, sync } : status,
  );
}

function isYounger(sync: Sync, known: Sync | null): boolean {
  if (known === null) return true;
  if (known.id !== sync.id) return sync.startedAt >= known.startedAt;
  return known.finishedAt === null || sync.finishedAt !== null;
}
