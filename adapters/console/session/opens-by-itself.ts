import { pageFacts } from './page-facts.ts';
import { tokenClaims } from './token-claims.ts';

/**
 * True for the link that a developer's service prints when it starts: its token names this very console. The service
 * signed that, and only a service in development says of itself that it is one.
 */
export function opensByItself(token: string): boolean {
  return pageFacts.development && tokenClaims(token)?.opens === location.origin;
}
