import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLive } from '../live/live-context.ts';
import { pace } from '../live/pace.ts';
import { forgetStatus } from './status-query.ts';

const everyMs = 3_000;

/**
 * Reads the figures again when a prospect changed, because a webhook may have come. Administrators are notified of every
 * webhook, so that their page does not need to guess.
 */
export function useFreshStatus(isGuessing: boolean): void {
  const queries = useQueryClient();
  const { events } = useLive();
  useEffect(() => {
    if (!isGuessing) return;
    const read = pace(everyMs, () => forgetStatus(queries));
    const stop = events.subscribe(read);
    return () => {
      stop();
      read.cancel();
    };
  }, [queries, events, isGuessing]);
}
