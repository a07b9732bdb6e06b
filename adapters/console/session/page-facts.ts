import { readPageFacts } from '../../wire/page-facts.ts';

/** What the server put into this page about itself. */
export const pageFacts = readPageFacts(
  document.querySelector<HTMLMetaElement>('meta[name="service"]')?.content,
);
