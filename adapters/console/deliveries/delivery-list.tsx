import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useSearch } from 'wouter';
import { useLive } from '../live/live-context.ts';
import { useNow } from '../locale/use-now.ts';
import { useText } from '../locale/use-text.ts';
import { deliveriesQuery } from './deliveries-query.ts';
import { DeliveryFilter } from './delivery-filter.tsx';
import { DeliveryRow, deliveryRowId } from './delivery-row.tsx';
import { chosenStatus } from './list-address.ts';
import { OlderDeliveries } from './older-deliveries.tsx';
import classes from './operator-page.module.css';
import { OperatorPage } from './operator-page.tsx';
import { OperatorTabs } from './operator-tabs.tsx';
import { PageFailure } from './page-failure.tsx';

/** The inbox, newest first. `cameFrom` is the delivery that was open before: the focus goes back to its row. */
export function DeliveryList({ cameFrom }: { cameFrom: string | null }) {
  const say = useText();
  const { api } = useLive();
  const now = useNow();
  const status = chosenStatus(useSearch());
  const { data, error, refetch } = useQuery(deliveriesQuery(api, status));
  const focusRow = useEffectEvent(() => {
    if (cameFrom !== null) document.getElementById(deliveryRowId(cameFrom))?.focus();
  });
  useEffect(() => focusRow(), []);

  return (
    <OperatorPage title={say('deliveries.title')} aside={<OperatorTabs here="deliveries" />}>
      <Text c="dimmed" size="sm">
        {say('deliveries.lead')}
      </Text>
      <DeliveryFilter status={status} />
      {data === undefined && error === null && (
        <div role="status" aria-label={say('deliveries.loading')}>
          <Skeleton height={200} />
        </div>
      )}
      {data === undefined && error !== null && (
        <PageFailure
          title={say('deliveries.failed')}
          error={error}
          onAgain={() => void refetch()}
        />
      )}
      {data?.items.length === 0 && (
        <Text c="dimmed">{say(status === null ? 'deliveries.none' : 'deliveries.noneOf')}</Text>
      )}
      {data !== undefined && data.items.length > 0 && (
        <ul className={classes.rows} aria-label={say('deliveries.title')}>
          {data.items.map((delivery) => (
            <li key={delivery.id}>
              <DeliveryRow delivery={delivery} filter={status} now={now} />
            </li>
          ))}
        </ul>
      )}
      {data !== undefined && <OlderDeliveries key={status} list={data} status={status} />}
    </OperatorPage>
  );
}
