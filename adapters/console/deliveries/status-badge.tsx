import { Badge } from '@mantine/core';
import { useText } from '../locale/use-text.ts';
import type { DeliveryStatus } from './deliveries-query.ts';
import { statusColors } from './delivery-words.ts';

export function StatusBadge({ status }: { status: DeliveryStatus }) {
  const say = useText();
  return (
    <Badge variant="light" color={statusColors[status]} tt="none" fw={600} flex="none">
      {say(`fate.${status}`)}
    </Badge>
  );
}
