import { Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Delivery } from '../../wire/delivery.ts';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';
import type { DeliveryStatus } from './deliveries-query.ts';
import { eventText, reasonText } from './delivery-words.ts';
import { deliveryAddress } from './list-address.ts';
import classes from './operator-page.module.css';
import { StatusBadge } from './status-badge.tsx';

interface DeliveryRowProps {
  delivery: Delivery;
  /** The status by which the list is filtered. */
  filter: DeliveryStatus | null;
  now: number;
}

export function deliveryRowId(id: string): string {
  return `delivery-${id}`;
}

/** A delivery in the list: one link, whose name is the text of the row. */
export function DeliveryRow({ delivery, filter, now }: DeliveryRowProps) {
  const say = useText();
  const dates = useDates();
  const { id, event, status, reason, receivedAt } = delivery;
  return (
    <Link href={deliveryAddress(id, filter)} id={deliveryRowId(id)} className={classes.row ?? ''}>
      <Text component="span" fw={600} truncate>
        {eventText(event, say)}
      </Text>
      <StatusBadge status={status} />
      <Text component="span" size="sm" c="dimmed">
        {reason !== null && reasonText(reason, say)}
      </Text>
      <Text component="span" size="sm" c="dimmed" className={classes.when}>
        <time dateTime={receivedAt} title={dates.full(receivedAt)}>
          {dates.relative(receivedAt, now)}
        </time>
      </Text>
    </Link>
  );
}
