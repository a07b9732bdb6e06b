import { useDates } from '../locale/use-dates.ts';
import { useNow } from '../locale/use-now.ts';

/** `il y a 3 minutes`, with the full date as its title. */
export function Instant({ at }: { at: string }) {
  const dates = useDates();
  const now = useNow();
  return (
    <time dateTime={at} title={dates.full(at)}>
      {dates.relative(at, now)}
    </time>
  );
}
