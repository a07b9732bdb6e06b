import type { User } from '../people/directory.ts';
import type { SeededIds } from '../seeded-ids.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';
import { jwtText } from './token-text.ts';

/** Who allowed what to which app. A personal access token has no app. `scope` is what Calendly writes: words and spaces. */
export interface Grant {
  readonly user: User;
  readonly clientId: string | null;
  readonly scope: string;
}

export interface AccessToken {
  readonly text: string;
  readonly refreshText: string | null;
  readonly grant: Grant;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Null for a personal access token. */
  readonly expiresAt: number | null;
  isRevoked: boolean;
  isRefreshSpent: boolean;
}

/** An access token is good for two hours, its refresh token until it is used (Calendly's docs, "Get Access Token"). */
export const accessTokenSeconds = 7200;

/** All tokens that were ever issued. */
export class Tokens {
  readonly #ids: SeededIds;
  readonly #clock: TurnableClock;
  readonly #byText = new Map<string, AccessToken>();
  readonly #byRefresh = new Map<string, AccessToken>();

  constructor(ids: SeededIds, clock: TurnableClock) {
    this.#ids = ids;
    this.#clock = clock;
  }

  issue(grant: Grant, { refreshable = true }: { refreshable?: boolean } = {}): AccessToken {
    const createdAt = this.#clock.unixSeconds();
    const expiresAt = createdAt + accessTokenSeconds;
    const refreshText = refreshable ? this.#ids.nextSecret('refresh-token') : null;
    return this.#keep(grant, { createdAt, expiresAt, refreshText });
  }

  /** It never expires. */
  issuePersonal(user: User, scope: string): AccessToken {
    const grant = { user, clientId: null, scope };
    const createdAt = this.#clock.unixSeconds();
    return this.#keep(grant, { createdAt, expiresAt: null, refreshText: null });
  }

  find(text: string): AccessToken | undefined {
    return this.#byText.get(text);
  }

  findByRefresh(text: string): AccessToken | undefined {
    return this.#byRefresh.get(text);
  }

  isExpired({ expiresAt }: AccessToken): boolean {
    return expiresAt !== null && expiresAt <= this.#clock.unixSeconds();
  }

  isActive(token: AccessToken): boolean {
    return !token.isRevoked && !this.isExpired(token);
  }

  #keep(
    grant: Grant,
    facts: Pick<AccessToken, 'createdAt' | 'expiresAt' | 'refreshText'>,
  ): AccessToken {
    const claims = {
      iss: 'https://auth.calendly.com',
      jti: this.#ids.next('token'),
      ...(facts.expiresAt !== null && { iat: facts.createdAt, exp: facts.expiresAt }),
      user_uuid: grant.user.id,
      ...(grant.clientId !== null && { app_uid: grant.clientId }),
      scope: grant.scope,
    };
    const text = jwtText(claims, this.#ids.secretOf('token', 'signature'));
    const token = { text, grant, ...facts, isRevoked: false, isRefreshSpent: false };
    this.#byText.set(text, token);
    if (facts.refreshText !== null) this.#byRefresh.set(facts.refreshText, token);
    return token;
  }
}
