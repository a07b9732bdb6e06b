import { Loader, Text } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useText } from '../locale/use-text.ts';
import classes from './away-banner.module.css';
import { useLive } from './live-context.ts';

/** A short hiccup is nobody's business. */
const patienceMs = 1_500;

/** While the server is away: calm, and no errors. What is on the page stays readable. */
export function AwayBanner() {
  const say = useText();
  const { api, status } = useLive();
  const away =
    useSyncExternalStore(api.reach.subscribe, api.reach.isAway) || status === 'reconnecting';
  const [shown, setShown] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setShown(away), away ? patienceMs : 0);
    return () => clearTimeout(timer);
  }, [away]);

  return (
    <div role="status" className={shown ? classes.banner : undefined}>
      {shown && (
        <>
          <Loader size={14} color="orange" aria-hidden="true" />
          <Text component="span" size="sm">
            {say('live.away')}
          </Text>
        </>
      )}
    </div>
  );
}
