import type { Database } from './database.ts';
import {
  byLetters,
  byMeetings,
  counted,
  type Letters,
  type Place,
  type Reach,
  type Search,
  usualReach,
  type Wanted,
  wholeStretch,
  withinStretch,
} from './prospect-search-statements.ts';
import { rareLetters } from './rare-letters.ts';
import type { Statement } from './transaction.ts';

/** What every database takes for letters, three of them or two at an end of a word: the index has a trigram for each. */
const plainLetters = /^([a-z0-9]{3}|[a-z0-9]{2}[ .@-]|[ .@-][a-z0-9]{2})$/;
/** There is a statement for each number of them, and PostgreSQL keeps plans for a few hundred. */
const mostLetters = 24;
const used = 3;

/**
 * Finds a page of the list without reading all of it. What is common is soon met by walking along the list. What is
 * not met in a stretch of it is rare: an index knows the few that may have it. Where none does, because many have the
 * name and many have the meeting and hardly anybody has both, the walk goes on.
 */
export class ProspectSearch {
  readonly #database: Pick<Database, 'query'>;
  readonly #reach: Reach;

  constructor(database: Pick<Database, 'query'>, reach: Reach = usualReach) {
    this.#database = database;
    this.#reach = reach;
  }

  async page(search: Search): Promise<Place[]> {
    const wanted = { ...search, reach: this.#reach };
    const page = await this.#query<Place>(withinStretch(wanted));
    if (page.length === wanted.limit) return page;

    const { found, end } = await this.#stretch(wanted);
    if (end === null || found.length === wanted.limit) return found;
    const beyond = { ...wanted, after: end, limit: wanted.limit - found.length };
    const rest = (await this.#byLetters(beyond)) ?? (await this.#byMeetings(beyond));
    return [...found, ...(rest ?? (await this.#walk(beyond)))];
  }

  async #walk(wanted: Wanted): Promise<Place[]> {
    const all: Place[] = [];
    let { after } = wanted;
    while (after !== null && all.length < wanted.limit) {
      const here = { ...wanted, after, limit: wanted.limit - all.length };
      const { found, end } = await this.#stretch(here);
      all.push(...found);
      after = end;
    }
    return all;
  }

  async #stretch(wanted: Wanted): Promise<{ found: Place[]; end: Place | null }> {
    const [stretch] = await this.#query<{ places: string; end: string | null }>(
      wholeStretch(wanted),
    );
    return {
      found: JSON.parse(stretch?.places ?? '[]') as Place[],
      end: JSON.parse(stretch?.end ?? 'null') as Place | null,
    };
  }

  async #byLetters(wanted: Wanted): Promise<Place[] | null> {
    if (wanted.text === null) return null;
    const letters = await this.#rarest(wanted, lettersOf(wanted.text));
    return letters.length === 0 ? null : this.#few(byLetters(wanted, letters));
  }

  async #byMeetings(wanted: Wanted): Promise<Place[] | null> {
    return wanted.filter === null ? null : this.#few(byMeetings(wanted, wanted.filter));
  }

  /**
   * Those that the fewest have, of one kind. An index reads through everybody that it has for each it is asked for:
   * with "company" and "example" among them that took 50 ms, with "y77" alone 0.3.
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

  /** Null where there were too many candidates. */
  async #few(statement: Statement): Promise<Place[] | null> {
    const [few] = await this.#query<{ places: string | null }>(statement);
    return JSON.parse(few?.places ?? 'null') as Place[] | null;
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
