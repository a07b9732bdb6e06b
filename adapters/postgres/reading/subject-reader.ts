import { bounds } from '../../../src/domain/bounds.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Database } from '../database/database.ts';
import { GatheredReads } from '../database/gathered-reads.ts';
import { isUuid } from '../rows/is-uuid.ts';
import { type NoteRow, notesTable } from '../rows/note-row.ts';
import { type ProspectRow, prospectsTable } from '../rows/prospect-row.ts';
import { rowWalk } from '../rows/row-walk.ts';
import { type ScheduledEventRow, scheduledEventsTable } from '../rows/scheduled-event-row.ts';

/** The most bytes of each kind that one statement reads, except that one larger row is always read. */
const statementBytes = 2 * bounds.page.value;
const statementIds = 2000;

const tables = {
  prospects: prospectsTable,
  scheduledEvents: scheduledEventsTable,
  notes: notesTable,
};
type Noun = keyof typeof tables;
const nouns = Object.keys(tables) as Noun[];

const nextStart = `, 'next', (select min(e.start_time) from scheduled_events e
   where e.organization_id = x.organization_id and e.prospect_id = x.id and e.status = 'active'
     and e.start_time > $2::timestamptz)`;

/** $1: the bytes of each kind to read; $2: the time; then organizations and ids, kind by kind. */
const walks = nouns.map((noun, i) =>
  rowWalk({
    name: `${tables[noun].name}_walk`,
    table: tables[noun],
    organizationId: `($${2 * i + 3}::text[])[w.n + 1]`,
    ids: `$${2 * i + 4}::uuid[]`,
    maxBytes: '$1::bigint',
    more: noun === 'prospects' ? nextStart : '',
  }),
);
const selects = nouns.map(
  (noun) => `select '${noun}' as noun, n, row from ${tables[noun].name}_walk where n > 0`,
);
const subjectsQuery = `with recursive ${walks.join(', ')} ${selects.join(' union all ')}`;

interface Question {
  noun: Noun;
  organizationId: OrganizationId;
  ids: readonly string[];
  maxBytes: number;
}

/** The rows of the first `through` ids. The statement did not reach the others. */
interface Part {
  found: Found<unknown>[];
  through: number;
}

interface Found<Row> {
  row: Row;
  next?: string | null;
  bytes: number;
}

interface Rows {
  prospects: ProspectRow;
  scheduledEvents: ScheduledEventRow;
  notes: NoteRow;
}

/**
 * Reads rows by their ids. Concurrent requests, of all organizations, share one statement, and each row is read once.
 */
export class SubjectReader {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #reads = new GatheredReads<Question, Part>({
    ask: (questions) => this.#ask(questions),
    nameOf: ({ noun, organizationId, ids, maxBytes }) =>
      `${noun} ${maxBytes} ${organizationId}\n${ids.join()}`,
    weightOf: ({ ids }) => ids.length,
    mostWeight: statementIds,
  });

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Reads in the order of the ids. The row that exceeds `maxBytes` is the last. */
  async read<N extends Noun>(
    noun: N,
    organizationId: OrganizationId,
    ids: readonly string[],
    maxBytes: number,
  ): Promise<Found<Rows[N]>[]> {
    const rows: Found<unknown>[] = [];
    let rest = [...new Set(ids.filter(isUuid).map((id) => id.toLowerCase()))];
    let room = Math.max(maxBytes, 1);
    while (rest.length > 0 && room > 0) {
      const part = await this.#reads.ask({ noun, organizationId, ids: rest, maxBytes: room });
      rows.push(...part.found);
      rest = rest.slice(part.through);
      for (const { bytes } of part.found) room -= bytes;
    }
    return rows as Found<Rows[N]>[];
  }

  async #ask(questions: readonly Question[]): Promise<(question: Question) => Part> {
    const asked = { prospects: new Asked(), scheduledEvents: new Asked(), notes: new Asked() };
    for (const { noun, organizationId, ids } of questions) {
      for (const id of ids) asked[noun].add(organizationId, id);
    }
    const wanted = questions.reduce((sum, { maxBytes }) => sum + maxBytes, 0);
    const rows = await this.#database.query<{ noun: Noun; n: number; row: string | null }>(
      subjectsQuery,
      [
        Math.min(wanted, statementBytes),
        this.#clock.now().toISOString(),
        ...nouns.flatMap((noun) => [asked[noun].organizationIds, asked[noun].ids]),
      ],
    );
    for (const { noun, n, row } of rows) asked[noun].rows[n - 1] = row;
    return ({ noun, organizationId, ids }) => asked[noun].answer(organizationId, ids);
  }
}

/** The ids that one statement requests of one table, and their rows. */
class Asked {
  readonly organizationIds: OrganizationId[] = [];
  readonly ids: string[] = [];
  /** The rows as JSON, in the order of the ids, as far as the statement reached. Null: there is no such row. */
  readonly rows: (string | null)[] = [];
  readonly #positions = new Map<string, number>();
  readonly #found: Found<unknown>[] = [];

  add(organizationId: OrganizationId, id: string): void {
    const key = `${id} ${organizationId}`;
    if (this.#positions.has(key)) return;
    this.#positions.set(key, this.ids.length);
    this.organizationIds.push(organizationId);
    this.ids.push(id);
  }

  answer(organizationId: OrganizationId, ids: readonly string[]): Part {
    const found: Found<unknown>[] = [];
    for (const [i, id] of ids.entries()) {
      const position = this.#positions.get(`${id} ${organizationId}`) ?? -1;
      const row = this.rows[position];
      if (row === undefined) return { found, through: i };
      if (row !== null) found.push((this.#found[position] ??= foundIn(row)));
    }
    return { found, through: ids.length };
  }
}

function foundIn(row: string): Found<unknown> {
  return { ...(JSON.parse(row) as { row: unknown }), bytes: Buffer.byteLength(row) };
}
