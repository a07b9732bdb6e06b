import type { Directory, User } from '../people/directory.ts';
import { allScopes } from './scopes.ts';
import type { AccessToken, Tokens } from './tokens.ts';

/**
 * The ready-made personal access token of every user, and later ones. Calendly shows a token once; the simulator always
 * shows them.
 */
export class PersonalTokens {
  readonly #tokens: Tokens;
  readonly #issued: AccessToken[] = [];

  constructor(directory: Directory, tokens: Tokens) {
    this.#tokens = tokens;
    for (const user of directory.users) {
      const scope = allScopes.join(' ');
      this.#issued.push(tokens.issuePersonal(user, scope, { isReadyMade: true }));
    }
  }

  issue(user: User, scopes: readonly string[]): AccessToken {
    const token = this.#tokens.issuePersonal(user, scopes.join(' '));
    this.#issued.push(token);
    return token;
  }

  /** The ready-made one. */
  of(user: User): AccessToken {
    return this.#issued.find(({ grant }) => grant.user === user) as AccessToken;
  }
}
