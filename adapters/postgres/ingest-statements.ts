import { notesTable } from './note-row.ts';
import { prospectsTable, writtenProspectsTable } from './prospect-row.ts';
import type { Columns, RowTransport } from './row-transport.ts';
import { scheduledEventsTable } from './scheduled-event-row.ts';
import { Table } from './table.ts';
import type { LateStatement } from './transaction.ts';

/** Takes the streams of $1 (organization ids), always in the same order, so that no two writers wait for each other. */
export const lockStreams = `
  select organization_id as "organizationId", seq from streams
  where organization_id = any($1::text[]) order by organization_id for update`;

/** Makes the streams of $1 that do not exist yet. */
export const addStreams = `
  insert into streams (organization_id) select unnest($1::text[]) order by 1 on conflict do nothing`;

/** What a batch touches, by what it is looked for by. */
export interface TouchedRows {
  deliveries: readonly object[];
  bookings: readonly object[];
  emails: readonly object[];
  notes: readonly object[];
}

const touchedColumns: Record<keyof TouchedRows, Columns> = {
  deliveries: { endpoint: 'text', digest: 'text' },
  bookings: { organizationId: 'text', booking: 'text' },
  emails: { organizationId: 'text', email: 'text' },
  notes: { organizationId: 'text', key: 'text' },
};

const knownNote = `json_build_object('organizationId', n.organization_id, 'id', n.id, 'key', n.key,
     'booking', n.booking, 'prospectId', n.prospect_id, 'createdAt', n.created_at)`;

/** Everything that a batch touches, in one round trip. */
function loadStatement(from: Record<keyof TouchedRows, string>): string {
  const bookingsWhere = (column: string) => `
    (select json_agg(${scheduledEventsTable.json('e')}) from ${from.bookings}
     join scheduled_events e on e.organization_id = r."organizationId" and e.${column} = r.booking)::text`;
  return `select
    (select json_agg(json_build_object('endpoint', d.endpoint, 'digest', r.digest, 'status', d.status))
     from ${from.deliveries}
     join deliveries d on d.endpoint = r.endpoint and d.digest = decode(r.digest, 'hex'))::text as deliveries,
    ${bookingsWhere('booking')} as bookings,
    ${bookingsWhere('replaces')} as successors,
    ${bookingsWhere('replaced_by')} as predecessors,
    (select json_agg(${knownNote}) from ${from.bookings}
     join notes n on n.organization_id = r."organizationId" and n.booking = r.booking)::text as notes,
    (select json_agg(${knownNote}) from ${from.notes}
     join notes n on n.organization_id = r."organizationId" and n.key = r.key)::text as "otherNotes",
    (select json_agg(${prospectsTable.json('p')}) from ${from.emails}
     join prospects p on p.organization_id = r."organizationId" and p.email = r.email)::text as prospects`;
}

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
  /** `r` is where its rows come from, `bodies` the parameter with the bodies of new deliveries. */
  sql: (r: string, bodies: string) => string;
}

const parts: Record<PartName, Part> = {
  streams: {
    columns: { organizationId: 'text', seq: 'bigint' },
    sql: (r) => `
      update streams s set seq = r.seq from ${r} where s.organization_id = r."organizationId"`,
  },
  deliveries: {
    columns: deliveriesTable.columns,
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
    sql: (r) => `
      insert into failed_attempts (endpoint, digest, at, reason)
      select r.endpoint, decode(r.digest, 'hex'), r.at, r.reason from ${r}
      where r."isNew" or (r.endpoint, decode(r.digest, 'hex')) in (select * from settled)`,
  },
};

/** What bookings by people who were not known before change: that is most of what comes, or all of it. */
const usualParts: PartName[] = [
  'streams',
  'deliveries',
  'newProspects',
  'newScheduledEvents',
  'notes',
  'entries',
];
const allParts = Object.keys(parts) as PartName[];
const rareParts = allParts.filter((name) => !usualParts.includes(name));
const touchedNames = Object.keys(touchedColumns) as (keyof TouchedRows)[];

/** The statements that read and write whole batches, for one way that rows travel. */
export class IngestStatements {
  readonly #transport: RowTransport;
  readonly #load: string;
  readonly #writeUsual: string;
  readonly #writeAll: string;

  constructor(transport: RowTransport) {
    this.#transport = transport;
    const { from } = this.#sources(touchedNames.map((name) => touchedColumns[name]));
    const sources = Object.fromEntries(touchedNames.map((name, i) => [name, from[i]]));
    this.#load = loadStatement(sources as Record<keyof TouchedRows, string>);
    this.#writeUsual = this.#writeStatement(usualParts);
    this.#writeAll = this.#writeStatement(allParts);
  }

  /** Reads everything that a batch touches, in one round trip. */
  load(rows: TouchedRows): LateStatement {
    const lists = touchedNames.map((name) => ({ columns: touchedColumns[name], rows: rows[name] }));
    return { sql: this.#load, parameters: () => this.#transport.parameters(lists) };
  }

  /**
   * Writes everything that a batch changes, in one round trip. There are two statements, not one for every sort of
   * batch: each is prepared on each connection. `bodies` are those of the new deliveries, end to end.
   */
  write(rows: BatchRows, bodies: Buffer): LateStatement {
    const isUsual = rareParts.every((name) => rows[name].length === 0);
    const names = isUsual ? usualParts : allParts;
    const lists = names.map((name) => ({ columns: parts[name].columns, rows: rows[name] }));
    return {
      sql: isUsual ? this.#writeUsual : this.#writeAll,
      parameters: () => [...this.#transport.parameters(lists), bodies],
    };
  }

  #writeStatement(names: readonly PartName[]): string {
    const { from, next } = this.#sources(names.map((name) => parts[name].columns));
    const written = names.map(
      (name, i) => `"${name}" as (${parts[name].sql(from[i] as string, `$${next}`)})`,
    );
    return `with ${written.join(', ')} select 1`;
  }

  /** Where the rows of several lists come from, and the number of the first parameter after theirs. */
  #sources(lists: readonly Columns[]): { from: string[]; next: number } {
    let next = 1;
    const from = lists.map((columns) => {
      const first = next;
      next += this.#transport.width(columns);
      return this.#transport.source(columns, first);
    });
    return { from, next };
  }
}
