import type { Client } from 'pg';

/** What a database that was in use for years has that is too old. */
export interface OldRows {
  /** Scheduled events, deliveries and log entries: so many of each. */
  rows: number;
  organizations: number;
  bodyBytes: number;
}

/** Fills the tables of the service, each row with what the indexes and the purge look at. */
export async function fillWithOldRows(client: Client, old: OldRows): Promise<void> {
  const parameters = [old.rows, old.organizations];
  await client.query('set synchronous_commit = off');
  await client.query(streams, parameters);
  await client.query(scheduledEvents, parameters);
  await client.query(deliveries, [...parameters, old.bodyBytes]);
  await client.query(eventLog, parameters);
  await client.query('analyze');
  await client.query('checkpoint');
}

/** From 1,100 to 100 days ago, in the order in which they came. */
const longAgo = `now() - interval '1100 days' + i * (interval '1000 days' / $1::bigint)`;
const theirs = `'org-' || i % $2::int`;

const streams = `
  insert into streams (organization_id, seq)
  select 'org-' || i, $1::bigint / $2::int from generate_series(0, $2::int - 1) i
  on conflict (organization_id) do update set seq = excluded.seq`;

const scheduledEvents = `
  insert into scheduled_events (organization_id, id, booking, prospect_id, received_at, name, start_time, end_time,
    hosts, contact, details, no_show, rescheduled_away, moved, status, versions)
  select ${theirs}, gen_random_uuid(), 'old-' || i || '/old-' || i, gen_random_uuid(), ${longAgo}, '30 Minute Meeting',
    ${longAgo}, ${longAgo} + interval '30 minutes', '[{"userUri":"https://api.calendly.com/users/A","name":"A","email":null}]',
    '{"name":"Somebody Old","firstName":null,"lastName":null,"timezone":"Europe/Paris"}',
    '{"phone":null,"cancelUrl":"https://calendly.com/cancellations/A","rescheduleUrl":"https://calendly.com/reschedulings/A","questionsAndAnswers":[],"tracking":{},"payment":null}',
    false, false, false, 'active', ''
  from generate_series(0, $1::bigint - 1) i`;

const deliveries = `
  insert into deliveries (id, endpoint, digest, organization_id, event, status, attempts, duplicates, received_at,
    applied_at, size_bytes, headers, body)
  select gen_random_uuid(), '', sha256(i::text::bytea), ${theirs}, 'invitee.created', 'applied', 1, 0, ${longAgo},
    ${longAgo}, $3::int, '{"content-type":"application/json","user-agent":"Calendly-Webhooks/2.0"}',
    left(repeat(md5(i::text), $3::int / 32 + 1), $3::int)::bytea
  from generate_series(0, $1::bigint - 1) i`;

const eventLog = `
  insert into event_log (organization_id, seq, type, subject_id, changed, occurred_at)
  select ${theirs}, i / $2::int + 1, 'scheduled_event.created', gen_random_uuid(), '', ${longAgo}
  from generate_series(0, $1::bigint - 1) i`;
