import { readPageFacts } from '../../wire/page-facts.ts';

/** The facts about the server that it put into this page. */
export const pageFacts = readPageFacts(
  document.querySelector<HTMLMetaElement>('meta[name="service"]')?.content,
);
