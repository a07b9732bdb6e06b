import { Button, Group } from '@mantine/core';
import { Link } from 'wouter';
import { useText } from '../locale/use-text.ts';
import type { DeliveryStatus } from './deliveries-query.ts';
import { listedStatuses } from './delivery-words.ts';
import { listAddress } from './list-address.ts';

/** Links, so that the chosen status is in the address and in the history. */
export function DeliveryFilter({ status }: { status: DeliveryStatus | null }) {
  const say = useText();
  return (
    <Group component="nav" gap={6} aria-label={say('deliveries.filter')}>
      {[null, ...listedStatuses].map((one) => (
        <Button
          key={one}
          component={Link}
          href={listAddress(one)}
          size="compact-sm"
          variant={one === status ? 'filled' : 'default'}
          aria-current={one === status ? 'true' : undefined}
        >
          {say(`fates.${one ?? 'all'}`)}
        </Button>
      ))}
    </Group>
  );
}
