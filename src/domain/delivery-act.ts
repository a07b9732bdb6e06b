import type { AuditAction } from './audit-entry.ts';
import type { DeliveryStatus } from './delivery.ts';

/** The acts of a person on a delivery, and the statuses that allow each. */
export const deliveryActs = {
  replay: {
    action: 'delivery.replayed',
    from: ['dead', 'quarantined', 'due', 'dismissed', 'applied', 'ignored'],
  },
  release: { action: 'delivery.released', from: ['quarantined'] },
  dismiss: { action: 'delivery.dismissed', from: ['dead', 'quarantined', 'due'] },
} as const satisfies Record<string, { action: AuditAction; from: readonly DeliveryStatus[] }>;

export type DeliveryAct = keyof typeof deliveryActs;
