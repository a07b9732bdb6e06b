import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Database } from './database.ts';
import { GatheredReads } from './gathered-reads.ts';
import { isUuid } from './is-uuid.ts';
import { type NoteRow, notesTable } from './note-row.ts';
import { type ProspectRow, prospectsTable } from './prospect-row.ts';
import { type ScheduledEventRow, scheduledEventsTable } from './scheduled-event-row.ts';
import { storeError } from './store-error.ts';
import type { Table } from './table.ts';

const rowsOf = (parameter: string, table: Table, more = '') => `
  (select json_agg(json_build_object('row', ${table.json('x')}${more}))
   from json_to_recordset(${parameter}::json) as t("organizationId" text, id uuid)
   join ${table.name} x on x.organization_id = t."organizationId" and x.id = t.id)::text`;

const nextStart = `, 'next', (select min(e.start_time) from scheduled_events e
   where e.organization_id = x.organization_id and e.prospect_id = x.id and e.status = 'active'
     and e.start_time > $4::timestamptz)`;

const subjectsQuery = `select ${rowsOf('$1', prospectsTable, nextStart)} as prospects,
  ${rowsOf('$2', scheduledEventsTable)} as "scheduledEvents", ${rowsOf('$3', notesTable)} as notes`;

const nouns = ['prospects', 'scheduledEvents', 'notes'] as const;

interface Question {
  noun: (typeof nouns)[number];
  organizationId: OrganizationId;
  ids: readonly string[];
}

interface Found<Row> {
  row: Row;
  next?: string | null;
}

interface Rows {
  prospects: ProspectRow;
  scheduledEvents: ScheduledEventRow;
  notes: NoteRow;
}

/** Rows by their ids: all that is asked for at one time in one statement, whoever's it is. */
export class SubjectReader {
  readonly #reads: GatheredReads<Question, Found<unknown>[]>;

  constructor(database: Database, clock: Clock) {
    this.#reads = new GatheredReads(async (questions) => {
      const parameters = nouns.map((noun) => {
        const asked = questions.filter((question) => question.noun === noun);
        return JSON.stringify(
          asked.flatMap(({ organizationId, ids }) => ids.map((id) => ({ organizationId, id }))),
        );
      });
      try {
        const [found] = await database.query<Record<Question['noun'], string | null>>(
          subjectsQuery,
          [...parameters, clock.now().toISOString()],
        );
        return sorted(questions, found);
      } catch (error) {
        throw storeError(error);
      }
    });
  }

  async read<Noun extends Question['noun']>(
    noun: Noun,
    organizationId: OrganizationId,
    ids: readonly string[],
  ): Promise<Found<Rows[Noun]>[]> {
    const asked = [...new Set(ids.filter(isUuid))];
    if (asked.length === 0) return [];
    return (await this.#reads.ask({ noun, organizationId, ids: asked })) as Found<Rows[Noun]>[];
  }
}

function sorted(
  questions: Question[],
  json: Record<Question['noun'], string | null> | undefined,
): Found<unknown>[][] {
  const found = new Map<string, Found<{ organizationId: string; id: string }>>();
  for (const noun of nouns) {
    for (const one of JSON.parse(json?.[noun] ?? '[]') as Found<{
      organizationId: string;
      id: string;
    }>[]) {
      found.set(`${noun} ${one.row.organizationId}\n${one.row.id}`, one);
    }
  }
  return questions.map(({ noun, organizationId, ids }) =>
    ids.flatMap((id) => found.get(`${noun} ${organizationId}\n${id.toLowerCase()}`) ?? []),
  );
}
