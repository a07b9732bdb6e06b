import type { QueryClient } from '@tanstack/react-query';
import type { RealtimeEvent } from '../../wire/realtime-event.ts';
import type { ProspectDetails } from '../api/api.ts';
import { mergeDetails } from './merge-details.ts';

/** Brings every prospect that was opened and is still remembered up to date, without asking the server. */
export function applyLiveEvents(queries: QueryClient, events: readonly RealtimeEvent[]): void {
  queries.setQueriesData<ProspectDetails | null>({ queryKey: ['prospect'] }, (details) =>
    details === undefined || details === null ? details : mergeDetails(details, events),
  );
  for (const { type, data } of events) {
    if (type === 'prospect.erased' && data !== null)
      queries.setQueryData(['prospect', data.id], null);
  }
}
