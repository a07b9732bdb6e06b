import { defineEntity, type EntitySchema, p } from '@mikro-orm/core';
import type { StoredDelivery } from '../../../src/domain/delivery.ts';

// The mapper types a nullable column as possibly undefined. A row has every column.

/** Without the body and the headers, which only one statement reads. */
export const DeliveryEntity = defineEntity({
  name: 'Delivery',
  tableName: 'deliveries',
  properties: {
    id: p.uuid().primary(),
    connectionId: p.text().nullable(),
    organizationId: p.text().nullable(),
    event: p.text().nullable(),
    status: p.text(),
    reason: p.text().nullable(),
    attempts: p.integer(),
    duplicates: p.integer(),
    receivedAt: p.datetime(),
    appliedAt: p.datetime().nullable(),
    nextAttemptAt: p.datetime().nullable(),
    sizeBytes: p.integer(),
  },
}) as unknown as EntitySchema<StoredDelivery>;

export const entities = [DeliveryEntity];
