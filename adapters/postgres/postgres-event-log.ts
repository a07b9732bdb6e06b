import type { LogEntryType } from '../../src/domain/log-entry.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { EventLog, LogHead, LogPage } from '../../src/ports/event-log.ts';
import type { Database } from './database.ts';

const headsQuery = `
  select o.id as "organizationId", coalesce(s.seq, 0) as seq, coalesce(s.purged_through, 0) as "purgedThrough",
    log_epoch() as epoch
  from unnest($1::text[]) as o(id) left join streams s on s.organization_id = o.id`;

const pageQuery = `
  select coalesce(s.seq, 0) as seq, coalesce(s.purged_through, 0) as "purgedThrough", log_epoch() as epoch,
    (select json_agg(json_build_object('seq', e.seq, 'type', e.type, 'subjectId', e.subject_id,
       'changed', e.changed, 'occurredAt', e.occurred_at) order by e.seq)
     from (select * from event_log where organization_id = $1 and seq > $2 order by seq limit $3) e)::text as entries
  from (values (1)) as one(row) left join streams s on s.organization_id = $1`;

interface HeadRow {
  seq: string;
  purgedThrough: string;
  epoch: string;
}

interface EntryJson {
  seq: number;
  type: LogEntryType;
  subjectId: string;
  changed: string;
  occurredAt: string;
}

/** The event log in SQL. The places, the entries and the epoch of one answer belong to one moment. */
export class PostgresEventLog implements EventLog {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(organizationId: OrganizationId, after: number, limit: number): Promise<LogPage> {
    const [row] = await this.#database.query<HeadRow & { entries: string | null }>(pageQuery, [
      organizationId,
      after,
      limit,
    ]);
    if (row === undefined) throw new RangeError('The page query answers one row, always.');
    const entries = JSON.parse(row.entries ?? '[]') as EntryJson[];
    return {
      ...headFrom(row),
      entries: entries.map((entry) => ({
        ...entry,
        changed: entry.changed === '' ? [] : entry.changed.split(','),
        occurredAt: new Date(entry.occurredAt),
      })),
    };
  }

  async heads(ids: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, LogHead>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#database.query<HeadRow & { organizationId: OrganizationId }>(
      headsQuery,
      [[...ids]],
    );
    return new Map(rows.map((row) => [row.organizationId, headFrom(row)]));
  }

  onGrown(listener: (organizationId: OrganizationId) => void): void {
    this.#database.onCommitted(listener);
  }
}

function headFrom({ seq, purgedThrough, epoch }: HeadRow): LogHead {
  return { seq: Number(seq), purgedThrough: Number(purgedThrough), epoch };
}
