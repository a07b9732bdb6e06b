import { type Prospect, shownFields } from '../../src/domain/prospect.ts';
import { rareLetters } from './rare-letters.ts';

/** What fits into an index with the rest of its row. Nearly everybody does; the database was made with this number. */
export const longestSearch = 300;

/** What is written for searches alone. A text that is too long is looked through for every search that gets there. */
export interface SearchColumns {
  /** Empty where the text is too long. */
  search: string;
  longSearch: string | null;
  rareLetters: number[];
}

export function searchColumns(prospect: Prospect): SearchColumns {
  const text = searchText(`${shownFields(prospect).name} ${prospect.email}`);
  return text.length > longestSearch
    ? { search: '', longSearch: text, rareLetters: [] }
    : { search: text, longSearch: null, rareLetters: [...rareLetters(text).keys()] };
}

/** Lower case by the language's rules: a database's own depend on how it was made. */
export function searchText(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
