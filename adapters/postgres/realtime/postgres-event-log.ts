import type { LogEntryType } from '../../../src/domain/log-entry.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { EventLog, GrownListener, LogHead, LogPage } from '../../../src/ports/event-log.ts';
import type { Database } from '../database/database.ts';
import { GatheredReads } from '../database/gathered-reads.ts';

const headsQuery = `
  select o.id as "organizationId", coalesce(s.seq, 0) as seq, coalesce(s.purged_through, 0) as "purgedThrough",
    log_epoch() as epoch
  from unnest($1::text[]) as o(id) left join streams s on s.organization_id = o.id`;

/** The pages of $1, each after its own position. The epoch is a file's content, so it is read once for all pages. */
const pagesQuery = `
  select t.n, coalesce(s.seq, 0) as seq, coalesce(s.purged_through, 0) as "purgedThrough", one.epoch,
    (select json_agg(json_build_object('seq', e.seq, 'type', e.type, 'subjectId', e.subject_id,
       'changed', e.changed, 'occurredAt', e.occurred_at) order by e.seq)
     from (select * from event_log l where l.organization_id = t."organizationId" and l.seq > t.after
           order by l.seq limit t."limit") e)::text as entries
  from (select log_epoch() as epoch offset 0) as one
    cross join json_to_recordset($1::json) as t(n int, "organizationId" text, after bigint, "limit" int)
    left join streams s on s.organization_id = t."organizationId"`;

/** The most entries of one statement, of some 200 bytes each. Only a page that is alone may have more. */
const statementEntries = 5000;

interface PageQuestion {
  organizationId: OrganizationId;
  after: number;
  limit: number;
}

interface HeadRow {
  seq: string;
  purgedThrough: string;
  epoch: string;
}

interface PageRow extends HeadRow {
  n: number;
  entries: string | null;
}

interface EntryJson {
  seq: number;
  type: LogEntryType;
  subjectId: string;
  changed: string;
  occurredAt: string;
}

/** Reads the event log in SQL. The positions, the entries and the epoch of one answer are of one moment. */
export class PostgresEventLog implements EventLog {
  readonly #database: Database;
  readonly #pages = new GatheredReads<PageQuestion, LogPage>({
    ask: (questions) => this.#read(questions),
    nameOf: ({ organizationId, after, limit }) => `${after} ${limit} ${organizationId}`,
    weightOf: ({ limit }) => limit,
    mostWeight: statementEntries,
  });

  constructor(database: Database) {
    this.#database = database;
  }

  read(organizationId: OrganizationId, after: number, limit: number): Promise<LogPage> {
    return this.#pages.ask({ organizationId, after, limit });
  }

  async #read(
    questions: readonly PageQuestion[],
  ): Promise<(question: PageQuestion, n: number) => LogPage> {
    const numbered = questions.map((question, n) => ({ n, ...question }));
    const rows = await this.#database.query<PageRow>(pagesQuery, [JSON.stringify(numbered)]);
    const byNumber = new Map(rows.map((row) => [row.n, row]));
    return (_, n) => pageFrom(byNumber.get(n));
  }

  async heads(ids: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, LogHead>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#database.query<HeadRow & { organizationId: OrganizationId }>(
      headsQuery,
      [[...ids]],
    );
    return new Map(rows.map((row) => [row.organizationId, headFrom(row)]));
  }

  onGrown(listener: GrownListener): void {
    this.#database.onCommitted(listener);
  }
}

function pageFrom(row: PageRow | undefined): LogPage {
  if (row === undefined) throw new RangeError('The pages query answers one row each, always.');
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

function headFrom({ seq, purgedThrough, epoch }: HeadRow): LogHead {
  return { seq: Number(seq), purgedThrough: Number(purgedThrough), epoch };
}
