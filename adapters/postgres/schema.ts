import { defineEntity, type EntitySchema, p } from '@mikro-orm/core';
import type { StoredDelivery } from '../../src/domain/delivery.ts';
import type { NoteRow } from './note-row.ts';
import type { ScheduledEventRow } from './scheduled-event-row.ts';

// The mapper reads a nullable column as possibly undefined; a row has every column.

export const ScheduledEventEntity = defineEntity({
  name: 'ScheduledEvent',
  tableName: 'scheduled_events',
  properties: {
    organizationId: p.text().primary(),
    id: p.uuid().primary(),
    booking: p.text(),
    prospectId: p.uuid(),
    receivedAt: p.datetime(),
    name: p.text().nullable(),
    startTime: p.datetime().nullable(),
    endTime: p.datetime().nullable(),
    hosts: p.json<ScheduledEventRow['hosts']>(),
    location: p.json<ScheduledEventRow['location']>().nullable(),
    contact: p.json<ScheduledEventRow['contact']>(),
    details: p.json<ScheduledEventRow['details']>(),
    noShow: p.boolean(),
    cancellation: p.json<ScheduledEventRow['cancellation']>().nullable(),
    rescheduledAway: p.boolean(),
    moved: p.boolean(),
    replaces: p.text().nullable(),
    replacedBy: p.text().nullable(),
    status: p.text(),
    pendingNotes: p.json<ScheduledEventRow['pendingNotes']>().nullable(),
    versions: p.text(),
  },
}) as unknown as EntitySchema<ScheduledEventRow>;

export const NoteEntity = defineEntity({
  name: 'Note',
  tableName: 'notes',
  properties: {
    organizationId: p.text().primary(),
    id: p.uuid().primary(),
    prospectId: p.uuid().nullable(),
    kind: p.text(),
    body: p.text(),
    createdAt: p.datetime(),
    author: p.text().nullable(),
    key: p.text().nullable(),
    booking: p.text().nullable(),
  },
}) as unknown as EntitySchema<NoteRow>;

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

export const entities = [ScheduledEventEntity, NoteEntity, DeliveryEntity];
