import { notesTable } from './note-row.ts';
import { prospectsTable, writtenProspectsTable } from './prospect-row.ts';
import { scheduledEventsTable } from './scheduled-event-row.ts';
import { Table } from './table.ts';

const touched = `json_to_recordset($2::json) as t("organizationId" text, booking text)`;

const bookingsWhere = (column: string) => `
  (select json_agg(${scheduledEventsTable.json('e')}) from ${touched}
   join scheduled_events e on e.organization_id = t."organizationId" and e.${column} = t.booking)::text`;

const knownNote = `json_build_object('organizationId', n.organization_id, 'id', n.id, 'key', n.key,
     'booking', n.booking, 'prospectId', n.prospect_id, 'createdAt', n.created_at)`;

/** Takes the streams of $1 (organization ids), always in the same order, so that no two writers wait for each other. */
export const lockStreams = `
  select organization_id as "organizationId", seq from streams
  where organization_id = any($1::text[]) order by organization_id for update`;

/** Makes the streams of $1 that do not exist yet. */
export const addStreams = `
  insert into streams (organization_id) select unnest($1::text[]) order by 1 on conflict do nothing`;

/** Everything that a batch touches, in one round trip: $1 deliveries, $2 bookings, $3 e-mail addresses, $4 note keys. */
export const loadTouched = `select
  (select json_agg(json_build_object('endpoint', d.endpoint, 'digest', t.digest, 'status', d.status))
   from json_to_recordset($1::json) as t(endpoint text, digest text)
   join deliveries d on d.endpoint = t.endpoint and d.digest = decode(t.digest, 'hex'))::text as deliveries,
  ${bookingsWhere('booking')} as bookings,
  ${bookingsWhere('replaces')} as successors,
  ${bookingsWhere('replaced_by')} as predecessors,
  (select json_agg(${knownNote}) from ${touched}
   join notes n on n.organization_id = t."organizationId" and n.booking = t.booking)::text as notes,
  (select json_agg(${knownNote}) from json_to_recordset($4::json) as t("organizationId" text, key text)
   join notes n on n.organization_id = t."organizationId" and n.key = t.key)::text as "otherNotes",
  (select json_agg(${prospectsTable.json('p')})
   from json_to_recordset($3::json) as t("organizationId" text, email text)
   join prospects p on p.organization_id = t."organizationId" and p.email = t.email)::text as prospects`;

const deliveries = new Table('deliveries', {
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
});

const eventLog = new Table('event_log', {
  organizationId: 'text',
  seq: 'bigint',
  type: 'text',
  subjectId: 'uuid',
  changed: 'text',
  occurredAt: 'timestamptz',
});

/**
 * Everything that a batch changes, in one round trip: $1 streams, $2 deliveries, $3 their bodies end to end,
 * $4 repeated deliveries, $5 prospects, $6 scheduled events, $7 notes, $8 moved notes, $9 log entries,
 * $10 settled deliveries, $11 failed attempts.
 */
export const writeChanges = `with
  streams_moved as (
    update streams s set seq = r.seq
    from json_to_recordset($1::json) as r("organizationId" text, seq bigint)
    where s.organization_id = r."organizationId"),
  deliveries_added as (
    insert into deliveries (id, endpoint, digest, connection_id, organization_id, event, status, reason, attempts,
      duplicates, received_at, applied_at, next_attempt_at, size_bytes, headers, body)
    select r.id, r.endpoint, decode(r.digest, 'hex'), r."connectionId", r."organizationId", r.event, r.status, r.reason,
      r.attempts, r.duplicates, r."receivedAt", r."appliedAt", r."nextAttemptAt", r."sizeBytes", r.headers,
      substring($3::bytea from r."bodyStart" for r."sizeBytes")
    from ${deliveries.rows('$2')}),
  deliveries_repeated as (
    update deliveries d set duplicates = d.duplicates + r.times,
      status = case when r."appliedAt" is null then d.status else 'applied' end,
      reason = case when r."appliedAt" is null then d.reason end,
      attempts = d.attempts + case when r."appliedAt" is null then 0 else 1 end,
      applied_at = coalesce(r."appliedAt", d.applied_at)
    from json_to_recordset($4::json) as r(endpoint text, digest text, times int, "appliedAt" timestamptz)
    where d.endpoint = r.endpoint and d.digest = decode(r.digest, 'hex')),
  prospects_put as (${writtenProspectsTable.insert('$5', ['organizationId', 'id'])}),
  scheduled_events_put as (${scheduledEventsTable.insert('$6', ['organizationId', 'id'])}),
  notes_added as (${notesTable.insert('$7')}),
  notes_moved as (
    update notes n set prospect_id = r."prospectId", booking = r.booking, created_at = r."createdAt"
    from json_to_recordset($8::json)
      as r("organizationId" text, id uuid, "prospectId" uuid, booking text, "createdAt" timestamptz)
    where n.organization_id = r."organizationId" and n.id = r.id),
  log_grown as (${eventLog.insert('$9')}),
  deliveries_settled as (
    update deliveries d set status = r.status, reason = r.reason, attempts = r.attempts, applied_at = r."appliedAt",
      next_attempt_at = r."nextAttemptAt"
    from json_to_recordset($10::json) as r(endpoint text, digest text, status text, reason text, attempts int,
      "appliedAt" timestamptz, "nextAttemptAt" timestamptz)
    where d.endpoint = r.endpoint and d.digest = decode(r.digest, 'hex') and d.status = 'due'
    returning d.endpoint, d.digest),
  attempts_remembered as (
    insert into failed_attempts (endpoint, digest, at, reason)
    select r.endpoint, decode(r.digest, 'hex'), r.at, r.reason
    from json_to_recordset($11::json) as r(endpoint text, digest text, at timestamptz, reason text, "isNew" boolean)
    where r."isNew" or (r.endpoint, decode(r.digest, 'hex')) in (select * from deliveries_settled))
  select 1`;
