import { notesTable } from './note-row.ts';
import { prospectsTable, writtenProspectsTable } from './prospect-row.ts';
import type { Columns, RowTransport } from './row-transport.ts';
import { scheduledEventsTable } from './scheduled-event-row.ts';
import { Table } from './table.ts';
import type { Statement } from './transaction.ts';

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

const deliveriesTable = new Table('deliveries', {
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

const eventLogTable = new Table('event_log', {
  organizationId: 'text',
  seq: 'bigint',
  type: 'text',
  subjectId: 'uuid',
  changed: 'text',
  occurredAt: 'timestamptz',
});

/** The rows of a batch, by what becomes of them. */
export interface BatchRows {
  streams: readonly object[];
  deliveries: readonly object[];
  repeated: readonly object[];
  newProspects: readonly object[];
  prospects: readonly object[];
  newScheduledEvents: readonly object[];
  scheduledEvents: readonly object[];
  notes: readonly object[];
  notesMoved: readonly object[];
  entries: readonly object[];
  settled: readonly object[];
  failures: readonly object[];
}

type PartName = keyof BatchRows;

interface Part {
  columns: Columns;
  /** `r` is where its rows come from, `others` are the parts that the statement has besides. */
  sql: (r: string, others: ReadonlySet<PartName>, bodies: string) => string;
}

const parts: Record<PartName, Part> = {
  streams: {
    columns: { organizationId: 'text', seq: 'bigint' },
    sql: (r) => `
      update streams s set seq = r.seq from ${r} where s.organization_id = r."organizationId"`,
  },
  deliveries: {
    columns: deliveriesTable.columns,
    sql: (r, _, bodies) => `
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
  // What is known to be new needs no look at whether it is there: that costs as much as an index.
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
      status: 'text',
      reason: 'text',
      attempts: 'int',
      appliedAt: 'timestamptz',
      nextAttemptAt: 'timestamptz',
    },
    sql: (r) => `
      update deliveries d set status = r.status, reason = r.reason, attempts = r.attempts, applied_at = r."appliedAt",
        next_attempt_at = r."nextAttemptAt"
      from ${r} where d.endpoint = r.endpoint and d.digest = decode(r.digest, 'hex') and d.status = 'due'
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
    sql: (r, others) => `
      insert into failed_attempts (endpoint, digest, at, reason)
      select r.endpoint, decode(r.digest, 'hex'), r.at, r.reason from ${r}
      where r."isNew" ${others.has('settled') ? `or (r.endpoint, decode(r.digest, 'hex')) in (select * from settled)` : ''}`,
  },
};

/** Writes everything that a batch changes, in one statement that has no part for what it does not change. */
export class WriteStatements {
  readonly #transport: RowTransport;
  readonly #texts = new Map<string, string>();

  constructor(transport: RowTransport) {
    this.#transport = transport;
  }

  /** `bodies` are those of the new deliveries, end to end. */
  of(rows: BatchRows, bodies: Buffer): Statement {
    const names = (Object.keys(parts) as PartName[]).filter((name) => rows[name].length > 0);
    const lists = names.map((name) => ({ columns: parts[name].columns, rows: rows[name] }));
    const parameters = this.#transport.parameters(lists);
    if (rows.deliveries.length > 0) parameters.push(bodies);
    return { sql: this.#textOf(names), parameters };
  }

  #textOf(names: readonly PartName[]): string {
    const key = names.join();
    const text = this.#texts.get(key) ?? this.#write(names);
    this.#texts.set(key, text);
    return text;
  }

  #write(names: readonly PartName[]): string {
    const all = new Set(names);
    const firsts: number[] = [];
    let next = 1;
    for (const name of names) {
      firsts.push(next);
      next += this.#transport.width(parts[name].columns);
    }
    const written = names.map((name, i) => {
      const { columns, sql } = parts[name];
      const source = this.#transport.source(columns, firsts[i] as number);
      return `${quoted(name)} as (${sql(source, all, `$${next}`)})`;
    });
    return written.length === 0 ? 'select 1' : `with ${written.join(', ')} select 1`;
  }
}

function quoted(name: string): string {
  return `"${name}"`;
}
