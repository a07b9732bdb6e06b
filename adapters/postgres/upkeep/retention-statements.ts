import { isUndecided, owner } from '../rows/undecided.ts';

const keptFrom = `greatest(e.start_time, coalesce(e.end_time, e.received_at))`;

/**
 * $4 organizations after $3 that have scheduled events older than $1 or log entries older than $2. No meeting is
 * removed before its start, so the index on starts finds the old ones, and those without a start.
 */
export const oldOrganizations = `
  select s.organization_id as "organizationId" from streams s
  where s.organization_id > $3 and (
    exists (select 1 from scheduled_events e where e.organization_id = s.organization_id
      and e.start_time < $1::timestamptz and ${keptFrom} < $1::timestamptz)
    or exists (select 1 from scheduled_events e where e.organization_id = s.organization_id
      and e.start_time is null and ${keptFrom} < $1::timestamptz)
    or exists (select 1 from event_log l where l.organization_id = s.organization_id
      and l.seq = s.purged_through + 1 and l.occurred_at < $2::timestamptz))
  order by s.organization_id limit $4`;

export const lockStream = `select 1 from streams where organization_id = $1 for update`;

/**
 * The old rows of organization $1: scheduled events older than $2 and log entries older than $3, up to $4 of each kind.
 * Reading goes on from the start $5 and the id $6, and for events without a start from the id $7. From the beginning,
 * every batch would scan the rows that earlier batches removed.
 */
export const readOld = `
  select s.seq, s.purged_through as "purgedThrough",
    (select json_agg(json_build_object('id', known.id, 'startTime', known.start_time))
     from (select e.id, e.start_time from scheduled_events e
           where e.organization_id = $1 and e.start_time < $2::timestamptz
             and (e.start_time, e.id) > ($5::timestamptz, $6::uuid) and ${keptFrom} < $2::timestamptz
           order by e.start_time, e.id limit $4) known)::text as "withStart",
    (select json_agg(unknown.id)
     from (select e.id from scheduled_events e
           where e.organization_id = $1 and e.start_time is null and e.id > $7::uuid and ${keptFrom} < $2::timestamptz
           order by e.id limit $4) unknown)::text as "withoutStart",
    (select coalesce(min(l.seq) filter (where l.occurred_at >= $3::timestamptz), max(l.seq) + 1) - s.purged_through - 1
     from (select seq, occurred_at from event_log
           where organization_id = $1 and seq > s.purged_through order by seq limit $4) l) as "logEntries"
  from streams s where s.organization_id = $1`;

/**
 * Removes the scheduled events $2 and the log after $3 through $4 of organization $1. Appends entries of types $6 about
 * $7 with fields $8 at $9 to the log, which then ends at $5.
 */
export const removeOld = `with
  events_removed as (
    delete from scheduled_events where organization_id = $1 and id = any($2::uuid[])),
  log_trimmed as (
    delete from event_log where organization_id = $1 and seq > $3::bigint and seq <= $4::bigint),
  log_grown as (
    insert into event_log (organization_id, seq, type, subject_id, changed, occurred_at)
    select $1, $5::bigint - cardinality($6::text[]) + n, type, subject_id, changed, occurred_at
    from unnest($6::text[], $7::uuid[], $8::text[], $9::timestamptz[])
      with ordinality as t(type, subject_id, changed, occurred_at, n)),
  stream_moved as (
    update streams set seq = $5::bigint, purged_through = $4::bigint where organization_id = $1)
  select 1`;

/** Clears $3 bodies that were received from $2 on and before $1. Skips rows that another transaction has locked. */
export const clearBodies = `with
  old as (
    select id, received_at from deliveries
    where body is not null and status in ('applied', 'ignored')
      and received_at >= $2::timestamptz and received_at < $1::timestamptz
    order by received_at limit $3 for update skip locked),
  cleared as (
    update deliveries d set body = null, headers = null from old where d.id = old.id returning old.received_at)
  select count(*)::int as cleared, max(received_at)::text as reached from cleared`;

/**
 * Removes audit entries before $1 with their reasons, at most $2. The trigger that keeps the audit as it is lets the
 * retention through, which says so for this transaction alone.
 */
export const removeAudit = `with
  allowed as materialized (select set_config('velvena.audit_retention', 'on', true)),
  old as (
    select organization_id, id from audit, allowed where at < $1::timestamptz order by at limit $2),
  reasons as (
    delete from audit_reasons r using old where r.organization_id = old.organization_id and r.audit_id = old.id),
  removed as (
    delete from audit a using old where a.organization_id = old.organization_id and a.id = old.id returning 1)
  select count(*)::int as removed from removed`;

/**
 * The owners of undecided bodies that are too old or too much: received before $1, or, with all later ones, more than
 * $2 bytes. `through`: the newest body of the owner that must go.
 */
export const undecidedTooMuch = `
  select owner, max(received_at)::text as through from (
    select ${owner} as owner, received_at,
      sum(size_bytes) over (partition by ${owner} order by received_at desc, id desc) as bytes
    from deliveries where ${isUndecided}) body
  where received_at < $1::timestamptz or bytes > $2::bigint
  group by owner order by owner`;

/**
 * Clears $4 bodies of owner $1 that were received from $2 on through $3. Skips rows that another transaction has
 * locked.
 */
export const clearUndecided = `with
  old as (
    select id, received_at from deliveries
    where ${isUndecided} and ${owner} = $1
      and received_at >= $2::timestamptz and received_at <= $3::timestamptz
    order by received_at, id limit $4 for update skip locked),
  cleared as (
    update deliveries d set body = null, headers = null from old where d.id = old.id returning old.received_at)
  select count(*)::int as cleared, max(received_at)::text as reached from cleared`;
