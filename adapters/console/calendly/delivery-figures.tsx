import { useLingui } from '@lingui/react';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import type { DeliveryStatus } from '../deliveries/deliveries-query.ts';
import { listAddress } from '../deliveries/list-address.ts';
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

interface DeliveryFiguresProps {
  deliveries: Deliveries;
  /** True when the figures lead to their lists, which only administrators may open. */
  isLinked: boolean;
}

/** The statuses that somebody may have to do something about. */
const inNeed: Partial<Record<keyof Deliveries['last24h'], DeliveryStatus>> = {
  quarantined: 'quarantined',
  due: 'due',
  dead: 'dead',
};

/** The deliveries of a day, counted by their fate. Rare fates are shown only when they occurred. */
export function DeliveryFigures({ deliveries, isLinked }: DeliveryFiguresProps) {
  const say = useText();
  const { locale } = useLingui().i18n;
  const { lastReceivedAt, last24h: counts } = deliveries;
  const shown = kinds.filter((kind) => kind === 'applied' || counts[kind] > 0);
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
        {shown.map((kind) => {
          const status = isLinked ? inNeed[kind] : undefined;
          return (
            <div key={kind}>
              <Text component="dt" size="sm">
                {status === undefined ? (
                  say(`figures.${kind}`)
                ) : (
                  <Anchor component={Link} href={listAddress(status)} inherit>
                    {say(`figures.${kind}`)}
                  </Anchor>
                )}
              </Text>
              <Text component="dd" m={0} fz="xl" fw={600} lh={1.2}>
                {counts[kind].toLocaleString(locale)}
              </Text>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
