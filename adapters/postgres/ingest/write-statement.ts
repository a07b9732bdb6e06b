import { auditTable } from '../rows/audit-row.ts';
import { notesTable } from '../rows/note-row.ts';
import { writtenProspectsTable } from '../rows/prospect-row.ts';
import type { Columns } from '../rows/row-transport.ts';
import { scheduledEventsTable } from '../rows/scheduled-event-row.ts';
import { Table } from '../rows/table.ts';

const eventLogTable = new Table('event_log', {
  organizationId: 'text',
  seq: 'bigint',
  type: 'text',
  subjectId: 'uuid',
  changed: 'text',
  occurredAt: 'timestamptz',
});

interface Part {
  columns: Columns;
  /** `r`: the source of its rows. `bodies`: the parameter with the bodies of new deliveries. */
  sql: (r: string, bodies: string) => string;
}

/** The parts of a write, one per kind of change. */
export const parts = {
  streams: {
    columns: { organizationId: 'text', seq: 'bigint' },
    sql: (r) => `
      update streams s set seq = r.seq from ${r} where s.organization_id = r."organizationId"`,
  },
  deliveries: {
    columns: {
      id: 'uuid',
      endpoint: 'text',
      digest: 'text',
      connectionId: 'text',
      organizationId: 'text',
      event: 'text',
      status: 'text',
      reason: 'text',
      attempts: 'int',
      duplicates: 'int',
      receivedAt: 'timestamptz',
      appliedAt: 'timestamptz',
      nextAttemptAt: 'timestamptz',
      headers: 'json',
      bodyStart: 'int',
      sizeBytes: 'int',
    },
    sql: (r, bodies) => `
      insert into deliveries (id, endpoint, digest, connection_id, organization_id, event, status, reason, attempts,
        duplicates, received_at, applied_at, next_attempt_at, size_bytes, headers, body)
      select r.id, r.endpoint, decode(r.digest, 'hex'), r."connectionId", r."organizationId", r.event, r.status,
        r.reason, r.attempts, r.duplicates, r."receivedAt", r."appliedAt", r."nextAttemptAt", r."sizeBytes", r.headers,
        substring(${bodies}::bytea from r."bodyStart" for r."sizeBytes")
      from ${r}`,
  },
  repeated: {
    columns: { endpoint: 'text', digest: 'text', times: 'int', appliedAt: 'timestamptz' },
    sql: (r) => `
      update deliveries d set duplicates = d.duplicates + r.times,
        status = case when r."appliedAt" is null then d.status else 'applied' end,
        reason = case when r."appliedAt" is null then d.reason end,
        attempts = d.attempts + case when r."appliedAt" is null then 0 else 1 end,
        applied_at = coalesce(r."appliedAt", d.applied_at)
      from ${r} where d.endpoint = r.endpoint and d.digest = decode(r.digest, 'hex')`,
  },
  // A prospect that is known to be new is inserted without a conflict check, which costs as much as an index.
  newProspects: {
    columns: writtenProspectsTable.columns,
    sql: (r) => writtenProspectsTable.insert(r),
  },
  prospects: {
    columns: writtenProspectsTable.columns,
    sql: (r) => writtenProspectsTable.insert(r, ['organizationId', 'id']),
  },
  newScheduledEvents: {
    columns: scheduledEventsTable.columns,
    sql: (r) => scheduledEventsTable.insert(r),
  },
  scheduledEvents: {
    columns: scheduledEventsTable.columns,
    sql: (r) => scheduledEventsTable.insert(r, ['organizationId', 'id']),
  },
  notes: { columns: notesTable.columns, sql: (r) => notesTable.insert(r) },
  notesMoved: {
    columns: {
      organizationId: 'text',
      id: 'uuid',
      prospectId: 'uuid',
      booking: 'text',
      createdAt: 'timestamptz',
    },
    sql: (r) => `
      update notes n set prospect_id = r."prospectId", booking = r.booking, created_at = r."createdAt"
      from ${r} where n.organization_id = r."organizationId" and n.id = r.id`,
  },
  entries: { columns: eventLogTable.columns, sql: (r) => eventLogTable.insert(r) },
  settled: {
    columns: {
      endpoint: 'text',
      digest: 'text',
      was: 'text',
      status: 'text',
      reason: 'text',
      attempts: 'int',
      appliedAt: 'timestamptz',
      nextAttemptAt: 'timestamptz',
    },
    sql: (r) => `
      update deliveries d set status = r.status, reason = r.reason, attempts = r.attempts, applied_at = r."appliedAt",
        next_attempt_at = r."nextAttemptAt"
      from ${r} where d.endpoint = r.endpoint and d.digest = decode(r.digest, 'hex') and d.status = r.was
      returning d.endpoint, d.digest`,
  },
  failures: {
    columns: {
      endpoint: 'text',
      digest: 'text',
      at: 'timestamptz',
      reason: 'text',
      isNew: 'boolean',
    },
    sql: (r) => `
      insert into failed_attempts (endpoint, digest, at, reason)
      select r.endpoint, decode(r.digest, 'hex'), r.at, r.reason from ${r}
      where r."isNew" or (r.endpoint, decode(r.digest, 'hex')) in (select * from settled)`,
  },
  audit: {
    columns: auditTable.columns,
    sql: (r) => auditTable.insert(r),
  },
  auditReasons: {
    columns: { auditId: 'uuid', organizationId: 'text', reason: 'text' },
    sql: (r) => `
      insert into audit_reasons (audit_id, organization_id, reason)
      select r."auditId", r."organizationId", r.reason from ${r}`,
  },
} satisfies Record<string, Part>;

export type PartName = keyof typeof parts;

/** The rows of a batch, by part. */
export type BatchRows = Record<PartName, readonly object[]>;

/** The parts that a booking by a new person changes. Most batches change no other. */
export const usualParts: PartName[] = [
  'streams',
  'deliveries',
  'newProspects',
  'newScheduledEvents',
  'notes',
  'entries',
];
export const allParts = Object.keys(parts) as PartName[];
export const rareParts = allParts.filter((name) => !usualParts.includes(name));

/**
 * Writes these parts. `from` has the source of each part's rows; `bodies` is the parameter with the bodies of
 * deliveries.
 */
export function writeStatement(
  names: readonly PartName[],
  from: readonly string[],
  bodies: string,
): string {
  const written = names.map(
    (name, i) => `"${name}" as (${parts[name].sql(from[i] as string, bodies)})`,
  );
  return `with ${written.join(', ')} select 1`;
}
