import { useLingui } from '@lingui/react';
import { Text } from '@mantine/core';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import { useText } from '../locale/use-text.ts';
import classes from './calendly-page.module.css';

type Counts = CalendlyStatus['deliveries']['last24h'];

const kinds: (keyof Counts)[] = [
  'applied',
  'duplicate',
  'ignored',
  'unrouted',
  'quarantined',
  'due',
  'dead',
];

/** What came in a day, and what became of it; what did not occur goes unsaid. */
export function DeliveryFigures({ counts }: { counts: Counts }) {
  const say = useText();
  const { locale } = useLingui().i18n;
  const told = kinds.filter((kind) => counts[kind] > 0);
  return (
    <div>
      <Text size="sm" c="dimmed" mb={6}>
        {say(told.length === 0 ? 'figures.none' : 'figures.title')}
      </Text>
      {told.length > 0 && (
        <dl className={classes.figures}>
          {told.map((kind) => (
            <div key={kind}>
              <Text component="dt" size="sm" c="dimmed">
                {say(`figures.${kind}`)}
              </Text>
              <Text component="dd" m={0} fz="xl" fw={600} lh={1.2}>
                {counts[kind].toLocaleString(locale)}
              </Text>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
