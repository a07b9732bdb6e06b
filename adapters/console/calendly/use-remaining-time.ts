import { useEffect, useMemo, useState } from 'react';
import type { Sync } from '../../wire/sync.ts';
import { RemainingTime } from './remaining-time.ts';

const everyMs = 1_000;

/** Seconds that a back-fill still takes; null while that is not known, or it does not run. */
export function useRemainingTime({ id, state, percent }: Sync): number | null {
  const remaining = useMemo(() => new RemainingTime(), []);
  const [seconds, setSeconds] = useState<number | null>(null);

  useEffect(() => {
    if (state === 'running') remaining.observe({ id, percent }, performance.now());
    else remaining.restart();
  }, [remaining, id, state, percent]);

  useEffect(() => {
    const timer = setInterval(() => setSeconds(remaining.seconds(performance.now())), everyMs);
    return () => clearInterval(timer);
  }, [remaining]);

  return state === 'running' ? seconds : null;
}
