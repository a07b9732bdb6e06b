import type { Answer } from '../http/answer.ts';
import type { Fault } from './fault.ts';

const foreignPage = 'https://calendly.attacker.example/scheduled_events?page_token=stolen';

interface Pagination {
  next_page: string | null;
  next_page_token: string | null;
}

/**
 * Makes a list's page link to a wrong next page. Other answers and faults are left alone. `ownToken` is that page's own
 * token.
 */
export function misleadingPage(fault: Fault, answer: Answer, ownToken: string | null): Answer {
  const lead = leads[fault.kind];
  if (lead === undefined) return answer;
  const { pagination, ...more } = JSON.parse(answer.body) as { pagination?: Pagination };
  if (pagination === undefined) return answer;
  const astray = { ...pagination, ...lead(pagination, ownToken) };
  return { ...answer, body: JSON.stringify({ ...more, pagination: astray }) };
}

type Lead = (pagination: Pagination, ownToken: string | null) => Partial<Pagination>;

const leads: Partial<Record<Fault['kind'], Lead>> = {
  'wrong-page-token': () => ({ next_page_token: 'bm90aGluZw' }),
  // The second page gives itself as its next page, without end.
  'repeated-page': (pagination, ownToken) => ({
    next_page_token: ownToken ?? pagination.next_page_token,
  }),
  'foreign-next-page': () => ({ next_page: foreignPage }),
};
