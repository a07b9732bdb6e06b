import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { ProspectFilter } from '../../src/ports/prospect-store.ts';
import type { Statement } from './transaction.ts';

/** Where a prospect is in the list of its organization. */
export interface Place {
  at: string;
  id: string;
}

/** What a prospect has, and where in the list it is looked for. */
export interface Search {
  organizationId: OrganizationId;
  /** Part of its search text. */
  text: string | null;
  filter: ProspectFilter | null;
  now: Date;
  after: Place | null;
  limit: number;
}

/** How many rows are looked at before another way is taken. */
export interface Reach {
  /** Of the list, at once, where a text is looked for. */
  texts: number;
  /** The same where only meetings are looked for: that takes longer. */
  meetings: number;
  /** Of those that an index has. */
  candidates: number;
}

/** What is searched for, and how far. */
export type Wanted = Search & { reach: Reach };

/** As far as takes some milliseconds. What one in a hundred has fills a page within such a stretch of the list. */
export const usualReach: Reach = { texts: 5000, meetings: 2000, candidates: 20_000 };

const sampled = 250;

/** What an index can look for, of a text. */
export interface Letters {
  text: string;
  /** Its number, for what {@link rareLetters} found; null for three letters in a row. */
  rare: number | null;
}

const newestFirst = (alias: string) => `order by ${alias}.last_activity_at desc, ${alias}.id desc`;
const place = (alias: string) =>
  `to_json(${alias}.last_activity_at) #>> '{}' as at, ${alias}.id::text as id`;

/** The first of the next stretch of the list that are wanted. */
export function withinStretch(wanted: Wanted): Statement {
  const write = new Writing();
  return write.statement(`
    select ${place('w')} from (${along(write, wanted)} limit ${stretchOf(wanted)}) w
    where true ${withText(write, wanted, 'w')} ${withMeeting(write, wanted, 'w')}
    ${newestFirst('w')} limit ${write.value(wanted.limit)}`);
}

/**
 * The same as JSON, `places`, with the `end` of the stretch: null where the list ends before. Both are of one moment:
 * people move up the list at any time, and nobody may be between what was looked at and what will be.
 */
export function wholeStretch(wanted: Wanted): Statement {
  const write = new Writing();
  const length = stretchOf(wanted);
  return write.statement(`
    with stretch as materialized (${along(write, wanted)} limit ${length})
    select (
      select coalesce(json_agg(page), '[]') from (
        select ${place('w')} from stretch w
        where true ${withText(write, wanted, 'w')} ${withMeeting(write, wanted, 'w')}
        ${newestFirst('w')} limit ${write.value(wanted.limit)}
      ) page)::text as places, (
      select to_json(last) from (
        select ${place('e')} from stretch e ${newestFirst('e')} offset ${length - 1} limit 1
      ) last)::text as end`);
}

function stretchOf({ text, reach }: Wanted): number {
  return text === null ? reach.meetings : reach.texts;
}

/** In how many rows of a sample the letters are, as `n0`, `n1` …. */
export function counted(wanted: Wanted, letters: readonly Letters[]): Statement {
  const write = new Writing();
  const counts = letters.map(
    ({ text }, i) => `count(*) filter (where strpos(search, ${write.value(text)}) > 0) as n${i}`,
  );
  return write.statement(
    `select ${counts.join(', ')} from (${along(write, wanted)} limit ${sampled}) w`,
  );
}

/**
 * Those that are wanted, of those that have all these letters; null where they are too many. The conditions on text
 * and organization are written so that no index is taken for them: it would have more.
 */
export function byLetters(wanted: Wanted, letters: readonly Letters[]): Statement {
  const write = new Writing();
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

function indexed(write: Writing, { text, rare }: Letters): string {
  return rare === null
    ? `search like ${write.value(`%${text}%`)}`
    : `coalesce(rare_letters, rare_letters_of(search)) @> array[${write.value(rare)}::int]`;
}

/** Those that are wanted, of those that have such a meeting; null where they are too many. */
export function byMeetings(wanted: Wanted, filter: ProspectFilter): Statement {
  const write = new Writing();
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

function few(candidates: string, found: string, write: Writing, wanted: Wanted): string {
  return `
    with candidates as materialized (${candidates} limit ${wanted.reach.candidates + 1})
    select case when (select count(*) from candidates) <= ${wanted.reach.candidates} then (
      select coalesce(json_agg(page), '[]') from (
        select ${place('f')} from (${found} order by p.last_activity_at desc, p.id desc offset 0) f
        where true ${withMeeting(write, wanted, 'f')} ${newestFirst('f')} limit ${write.value(wanted.limit)}
      ) page) end::text as places`;
}

/** The list, as far as it is looked through. */
function along(write: Writing, wanted: Wanted): string {
  return `select organization_id, id, last_activity_at, search from prospects p
    where organization_id = ${write.value(wanted.organizationId)} ${beyond(write, wanted, 'p')} ${newestFirst('p')}`;
}

function beyond(write: Writing, { after }: Wanted, alias: string): string {
  if (after === null) return '';
  const [at, id] = [write.value(after.at), write.value(after.id)];
  return `and (${alias}.last_activity_at, ${alias}.id) < (${at}::timestamptz, ${id}::uuid)`;
}

/** By what the index of the list has; only what is too long for it is read from the table. */
function withText(write: Writing, { text }: Wanted, alias: string): string {
  if (text === null) return '';
  const value = write.value(text);
  return `and (${alias}.search = '' or strpos(${alias}.search, ${value}) > 0) and (${alias}.search <> '' or (
    select strpos(l.long_search, ${value}) > 0 from prospects l
    where l.organization_id = ${alias}.organization_id and l.id = ${alias}.id))`;
}

function withLongText(write: Writing, { text }: Wanted, alias: string): string {
  if (text === null) return '';
  return `and strpos(coalesce(${alias}.long_search, ${alias}.search), ${write.value(text)}) > 0`;
}

/** One row after the other, as far as the page needs: as a condition `exists` it may be answered for all rows first. */
function withMeeting(write: Writing, wanted: Wanted, alias: string): string {
  if (wanted.filter === null) return '';
  return `and (select true from scheduled_events s
    where s.organization_id = ${alias}.organization_id and s.prospect_id = ${alias}.id
      and ${meeting(write, wanted, wanted.filter)} limit 1)`;
}

function meeting(write: Writing, { now }: Wanted, filter: ProspectFilter): string {
  const kinds = {
    upcoming: () =>
      `s.status = 'active' and s.start_time > ${write.value(now.toISOString())}::timestamptz`,
    canceled: () => `s.status = 'canceled'`,
    no_show: () => 's.no_show',
  };
  return kinds[filter]();
}

/** A statement and its parameters, while it is written. */
class Writing {
  readonly #parameters: unknown[] = [];

  /** Stands for a value. */
  value(value: unknown): string {
    return `$${this.#parameters.push(value)}`;
  }

  statement(sql: string): Statement {
    return { sql, parameters: this.#parameters };
  }
}
