import type { z } from 'zod';
import { ProviderError } from '../../src/domain/errors.ts';
import type { CalendlyCalls, Call } from './calendly-calls.ts';

/** The largest page that Calendly gives (Calendly's docs, "Pagination"). */
export const pageSize = '100';
/** The most pages of a list that is read whole: 20,000 subscriptions, or invitees of one meeting. */
const mostPages = 200;

interface Page {
  pagination: { next_page_token: string | null };
}

/**
 * Reads every page of a list, each by the token of the page before. A page's URL of the next page is not followed.
 * @throws CalendlyRefusal
 */
export async function* readPages<T extends z.ZodType<Page>>(
  calls: CalendlyCalls,
  call: Omit<Call, 'method' | 'isList'>,
  page: T,
): AsyncGenerator<z.output<T>> {
  const seen = new Set<string | null>();
  let token: string | null = null;
  do {
    seen.add(token);
    const query = { ...call.query, count: pageSize, page_token: token };
    const { value } = await calls.ask({ ...call, method: 'GET', isList: true, query }, page);
    yield value;
    token = nextToken(value, seen);
  } while (token !== null);
}

/**
 * The token of the next page. Null at the end of the list.
 * @throws ProviderError when a token repeats, or after 200 pages
 */
export function nextToken({ pagination }: Page, seen: ReadonlySet<string | null>): string | null {
  const { next_page_token: token } = pagination;
  if (token !== null && (seen.has(token) || seen.size === mostPages))
    throw new ProviderError('A list of Calendly does not come to an end.');
  return token;
}
