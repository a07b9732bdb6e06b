import type { Prospect } from '../../../src/domain/prospect.ts';
import { searchedText } from '../../../src/domain/searched-text.ts';
import { rareLetters } from './rare-letters.ts';

/**
 * The longest search text that fits into an index with the rest of its row. Nearly all names fit. The migrations use
 * the same number.
 */
export const longestSearch = 300;

/** The columns for searches. A text that is too long is read from the table by every search that reaches its row. */
export interface SearchColumns {
  /** Empty when the text is too long. */
  search: string;
  longSearch: string | null;
  rareLetters: number[];
}

export function searchColumns(prospect: Prospect): SearchColumns {
  const text = searchedText(prospect);
  return text.length > longestSearch
    ? { search: '', longSearch: text, rareLetters: [] }
    : { search: text, longSearch: null, rareLetters: [...rareLetters(text).keys()] };
}
