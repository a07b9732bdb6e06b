import { useLingui } from '@lingui/react';
import { Text } from '@mantine/core';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import { useText } from '../locale/use-text.ts';
import classes from './calendly-page.module.css';
import { Instant } from './instant.tsx';

type Deliveries = CalendlyStatus['deliveries'];

const kinds: (keyof Deliveries['last24h'])[] = [
  'applied',
  'duplicate',
  'ignored',
  'unrouted',
  'quarantined',
  'due',
  'dead',
];

/** What came in a day, and what became of it. Of the rarer fates, those that did not occur go unsaid. */
export function DeliveryFigures({ deliveries }: { deliveries: Deliveries }) {
  const say = useText();
  const { locale } = useLingui().i18n;
  const { lastReceivedAt, last24h: counts } = deliveries;
  const told = kinds.filter((kind) => kind === 'applied' || counts[kind] > 0);
  return (
    <div>
      <Text size="sm" c="dimmed" mb={2}>
        {say('figures.title')} ·{' '}
        {lastReceivedAt === null ? (
          say('figures.never')
        ) : (
          <>
            {say('figures.last')} <Instant at={lastReceivedAt} />
          </>
        )}
      </Text>
      <dl className={classes.figures}>
        {told.map((kind) => (
          <div key={kind}>
            <Text component="dt" size="sm">
              {say(`figures.${kind}`)}
            </Text>
            <Text component="dd" m={0} fz="xl" fw={600} lh={1.2}>
              {counts[kind].toLocaleString(locale)}
            </Text>
          </div>
        ))}
      </dl>
    </div>
  );
}
