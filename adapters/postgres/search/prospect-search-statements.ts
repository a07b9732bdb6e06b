import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { ProspectFilter } from '../../../src/domain/prospect-filter.ts';
import { StatementWriter } from '../database/statement-writer.ts';
import type { Statement } from '../database/transaction.ts';

/** The position of a prospect in the list of its organization. */
export interface Position {
  at: string;
  id: string;
}

/** The conditions of a search, and the position from which it searches. */
export interface Search {
  organizationId: OrganizationId;
  /** A part of the prospect's search text. */
  text: string | null;
  filter: ProspectFilter | null;
  now: Date;
  after: Position | null;
  limit: number;
}

/** How many rows are read before the search takes another way. */
export interface Reach {
  /** Rows of the list at one step of a search for a text. */
  texts: number;
  /** Rows of the list at one step of a search for meetings alone, which takes longer per row. */
  meetings: number;
  /** Candidates that an index gives. */
  candidates: number;
}

/** A search and its reach. */
export type Wanted = Search & { reach: Reach };

/** Some milliseconds of reading. A condition that one prospect in a hundred meets fills a page within one stretch. */
export const usualReach: Reach = { texts: 5000, meetings: 2000, candidates: 20_000 };

const sampled = 250;

/** A part of a text that an index can find. */
export interface Letters {
  text: string;
  /** The number that {@link rareLetters} gave; null for three letters in a row. */
  rare: number | null;
}

const newestFirst = (alias: string) => `order by ${alias}.last_activity_at desc, ${alias}.id desc`;
const position = (alias: string) =>
  `to_json(${alias}.last_activity_at) #>> '{}' as at, ${alias}.id::text as id`;

/** The first matching prospects in the next stretch of the list. */
export function withinStretch(wanted: Wanted): Statement {
  const write = new StatementWriter();
  return write.statement(`
    select ${position('w')} from (${along(write, wanted)} limit ${stretchOf(wanted)}) w
    where true ${withText(write, wanted, 'w')} ${withMeeting(write, wanted, 'w')}
    ${newestFirst('w')} limit ${write.value(wanted.limit)}`);
}

/**
 * A whole stretch as JSON: its matches as `positions`, and its `end`, which is null at the end of the list. Both are of
 * one moment: prospects move up the list at any time, and none may slip between two stretches.
 */
export function wholeStretch(wanted: Wanted): Statement {
  const write = new StatementWriter();
  const length = stretchOf(wanted);
  return write.statement(`
    with stretch as materialized (${along(write, wanted)} limit ${length})
    select (
      select coalesce(json_agg(page), '[]') from (
        select ${position('w')} from stretch w
        where true ${withText(write, wanted, 'w')} ${withMeeting(write, wanted, 'w')}
        ${newestFirst('w')} limit ${write.value(wanted.limit)}
      ) page)::text as positions, (
      select to_json(last) from (
        select ${position('e')} from stretch e ${newestFirst('e')} offset ${length - 1} limit 1
      ) last)::text as end`);
}

function stretchOf({ text, reach }: Wanted): number {
  return text === null ? reach.meetings : reach.texts;
}

/** The number of rows of a sample that have each of the letters, as `n0`, `n1` …. */
export function counted(wanted: Wanted, letters: readonly Letters[]): Statement {
  const write = new StatementWriter();
  const counts = letters.map(
    ({ text }, i) => `count(*) filter (where strpos(search, ${write.value(text)}) > 0) as n${i}`,
  );
  return write.statement(
    `select ${counts.join(', ')} from (${along(write, wanted)} limit ${sampled}) w`,
  );
}

/**
 * The matching prospects among those that have all these letters; null when those are too many. The conditions on text
 * and organization are written so that PostgreSQL uses no other index for them, which would give more rows.
 */
export function byLetters(wanted: Wanted, letters: readonly Letters[]): Statement {
  const write = new StatementWriter();
  const columns = 'organization_id, id, last_activity_at, coalesce(long_search, search) as text';
  const organizationId = write.value(wanted.organizationId);
  return write.statement(
    few(
      `select ${columns} from prospects
       where ${letters.map((one) => indexed(write, one)).join(' and ')} and organization_id || '' = ${organizationId}
       union all
       select ${columns} from prospects where organization_id = ${organizationId} and search = ''`,
      `select * from candidates p where strpos(text, ${write.value(wanted.text)}) > 0 ${beyond(write, wanted, 'p')}`,
      write,
      wanted,
    ),
  );
}

function indexed(write: StatementWriter, { text, rare }: Letters): string {
  return rare === null
    ? `search like ${write.value(`%${text}%`)}`
    : `coalesce(rare_letters, rare_letters_of(search)) @> array[${write.value(rare)}::int]`;
}

/** The matching prospects among those that have such a meeting; null when those are too many. */
export function byMeetings(wanted: Wanted, filter: ProspectFilter): Statement {
  const write = new StatementWriter();
  return write.statement(
    few(
      `select organization_id, prospect_id from scheduled_events s
       where organization_id = ${write.value(wanted.organizationId)} and ${meeting(write, wanted, filter)}`,
      `select p.organization_id, p.id, p.last_activity_at from (select distinct * from candidates) c
       join prospects p on p.organization_id = c.organization_id and p.id = c.prospect_id
       where true ${beyond(write, wanted, 'p')} ${withLongText(write, wanted, 'p')}`,
      write,
      { ...wanted, filter: null },
    ),
  );
}

function few(candidates: string, found: string, write: StatementWriter, wanted: Wanted): string {
  return `
    with candidates as materialized (${candidates} limit ${wanted.reach.candidates + 1})
    select case when (select count(*) from candidates) <= ${wanted.reach.candidates} then (
      select coalesce(json_agg(page), '[]') from (
        select ${position('f')} from (${found} order by p.last_activity_at desc, p.id desc offset 0) f
        where true ${withMeeting(write, wanted, 'f')} ${newestFirst('f')} limit ${write.value(wanted.limit)}
      ) page) end::text as positions`;
}

/** The list from its position on. */
function along(write: StatementWriter, wanted: Wanted): string {
  return `select organization_id, id, last_activity_at, search from prospects p
    where organization_id = ${write.value(wanted.organizationId)} ${beyond(write, wanted, 'p')} ${newestFirst('p')}`;
}

function beyond(write: StatementWriter, { after }: Wanted, alias: string): string {
  if (after === null) return '';
  const [at, id] = [write.value(after.at), write.value(after.id)];
  return `and (${alias}.last_activity_at, ${alias}.id) < (${at}::timestamptz, ${id}::uuid)`;
}

/** Filters by the index of the list. Only a text that is too long for the index is read from the table. */
function withText(write: StatementWriter, { text }: Wanted, alias: string): string {
  if (text === null) return '';
  const value = write.value(text);
  return `and (${alias}.search = '' or strpos(${alias}.search, ${value}) > 0) and (${alias}.search <> '' or (
    select strpos(l.long_search, ${value}) > 0 from prospects l
    where l.organization_id = ${alias}.organization_id and l.id = ${alias}.id))`;
}

function withLongText(write: StatementWriter, { text }: Wanted, alias: string): string {
  if (text === null) return '';
  return `and strpos(coalesce(${alias}.long_search, ${alias}.search), ${write.value(text)}) > 0`;
}

/** Checks row by row, only as many as the page needs. PostgreSQL might evaluate an `exists` for all rows first. */
function withMeeting(write: StatementWriter, wanted: Wanted, alias: string): string {
  if (wanted.filter === null) return '';
  return `and (select true from scheduled_events s
    where s.organization_id = ${alias}.organization_id and s.prospect_id = ${alias}.id
      and ${meeting(write, wanted, wanted.filter)} limit 1)`;
}

function meeting(write: StatementWriter, { now }: Wanted, filter: ProspectFilter): string {
  const kinds = {
    upcoming: () =>
      `s.status = 'active' and s.start_time > ${write.value(now.toISOString())}::timestamptz`,
    canceled: () => `s.status = 'canceled'`,
    no_show: () => 's.no_show',
  };
  return kinds[filter]();
}
