import type { Database } from '../database/database.ts';
import type { Statement } from '../database/transaction.ts';
import { rareLetters } from '../rows/rare-letters.ts';
import {
  byLetters,
  byMeetings,
  counted,
  type Letters,
  type Position,
  type Reach,
  type Search,
  usualReach,
  type Wanted,
  wholeStretch,
  withinStretch,
} from './prospect-search-statements.ts';

/**
 * Letters on which every database agrees: three in a row, or two at an end of a word. The index has a trigram for each.
 */
const plainLetters = /^([a-z0-9]{3}|[a-z0-9]{2}[ .@-]|[ .@-][a-z0-9]{2})$/;
/** Each number of letters has its own statement, and PostgreSQL keeps the plans of a few hundred. */
const mostLetters = 24;
const used = 3;

/**
 * Finds a page of the list without reading all of it. A common condition is met soon by reading along the list. A
 * condition that is not met within a stretch is rare, and an index gives its few candidates. When no index gives few,
 * because many have the name, many have the meeting and hardly any has both, the search reads further along the list.
 */
export class ProspectSearch {
  readonly #database: Pick<Database, 'query'>;
  readonly #reach: Reach;

  constructor(database: Pick<Database, 'query'>, reach: Reach = usualReach) {
    this.#database = database;
    this.#reach = reach;
  }

  async page(search: Search): Promise<Position[]> {
    const wanted = { ...search, reach: this.#reach };
    const page = await this.#query<Position>(withinStretch(wanted));
    if (page.length === wanted.limit) return page;

    const { found, end } = await this.#stretch(wanted);
    if (end === null || found.length === wanted.limit) return found;
    const beyond = { ...wanted, after: end, limit: wanted.limit - found.length };
    const rest = (await this.#byLetters(beyond)) ?? (await this.#byMeetings(beyond));
    return [...found, ...(rest ?? (await this.#walk(beyond)))];
  }

  async #walk(wanted: Wanted): Promise<Position[]> {
    const all: Position[] = [];
    let { after } = wanted;
    while (after !== null && all.length < wanted.limit) {
      const here = { ...wanted, after, limit: wanted.limit - all.length };
      const { found, end } = await this.#stretch(here);
      all.push(...found);
      after = end;
    }
    return all;
  }

  async #stretch(wanted: Wanted): Promise<{ found: Position[]; end: Position | null }> {
    const [stretch] = await this.#query<{ positions: string; end: string | null }>(
      wholeStretch(wanted),
    );
    return {
      found: JSON.parse(stretch?.positions ?? '[]') as Position[],
      end: JSON.parse(stretch?.end ?? 'null') as Position | null,
    };
  }

  async #byLetters(wanted: Wanted): Promise<Position[] | null> {
    if (wanted.text === null) return null;
    const letters = await this.#rarest(wanted, lettersOf(wanted.text));
    return letters.length === 0 ? null : this.#few(byLetters(wanted, letters));
  }

  async #byMeetings(wanted: Wanted): Promise<Position[] | null> {
    return wanted.filter === null ? null : this.#few(byMeetings(wanted, wanted.filter));
  }

  /**
   * The rarest letters, all of one kind. An index reads every row that has any of the letters: with "company" and
   * "example" among them 50 ms were measured, with "y77" alone 0.3.
   */
  async #rarest(wanted: Wanted, letters: readonly Letters[]): Promise<Letters[]> {
    if (letters.length <= 1) return [...letters];
    const [counts] = await this.#query<Record<string, string>>(counted(wanted, letters));
    const sorted = letters
      .map((one, i) => ({ one, count: Number(counts?.[`n${i}`]) }))
      .toSorted((a, b) => a.count - b.count)
      .map(({ one }) => one);
    const [first] = sorted;
    const alike = sorted.filter(({ rare }) => (rare === null) === (first?.rare === null));
    return alike.slice(0, used);
  }

  /** Null when there were too many candidates. */
  async #few(statement: Statement): Promise<Position[] | null> {
    const [few] = await this.#query<{ positions: string | null }>(statement);
    return JSON.parse(few?.positions ?? 'null') as Position[] | null;
  }

  #query<Row>({ sql, parameters }: Statement): Promise<Row[]> {
    return this.#database.query<Row>(sql, [...parameters]);
  }
}

function lettersOf(text: string): Letters[] {
  const all = new Set(Array.from({ length: text.length }, (_, i) => text.slice(i, i + 3)));
  const plain = [...all].filter((window) => plainLetters.test(window));
  const step = Math.ceil(plain.length / mostLetters);
  const windows = plain.filter((_, i) => i % step === 0).map((one) => ({ text: one, rare: null }));
  if (windows.length >= used) return windows;
  const rare = Array.from(rareLetters(text), ([number, one]) => ({ text: one, rare: number }));
  return [...windows, ...rare].slice(0, mostLetters);
}
