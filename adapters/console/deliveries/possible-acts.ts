import { type DeliveryAct, deliveryActs } from '../../../src/domain/delivery-act.ts';
import type { DeliveryFile } from '../../wire/delivery.ts';

const inOrder: readonly DeliveryAct[] = ['release', 'replay', 'dismiss'];

/** The acts that make sense for a delivery: its status allows them, and its bytes are there where they are needed. */
export function possibleActs({ status, rawBody }: DeliveryFile): DeliveryAct[] {
  return inOrder.filter((act) => {
    const allowed: readonly string[] = deliveryActs[act].from;
    if (act === 'replay' && status === 'quarantined') return false;
    return allowed.includes(status) && (rawBody !== null || act === 'dismiss');
  });
}
