import type { Directory, User } from '../people/directory.ts';
import type { SeededIds } from '../seeded-ids.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';
import { readToken, type TokenClaims, tokenText } from './token-text.ts';

/** A user's grant to an app. A personal access token has no app. `scope` is as Calendly writes it: words and spaces. */
export interface Grant {
  readonly user: User;
  readonly clientId: string | null;
  readonly scope: string;
}

export interface AccessToken {
  readonly text: string;
  readonly refreshText: string | null;
  readonly grant: Grant;
  /** Unix seconds, both. Null for a personal access token. */
  readonly createdAt: number | null;
  readonly expiresAt: number | null;
  isRevoked: boolean;
  isRefreshSpent: boolean;
}

/** An access token is valid for two hours, its refresh token until it is used (Calendly's docs, "Get Access Token"). */
export const accessTokenSeconds = 7200;

/**
 * All tokens. A token of an earlier run with the same seed is recognized by its signature and stays valid, so that an
 * app stays connected over a restart. Which tokens were used or revoked in that run is not remembered.
 */
export class Tokens {
  readonly #directory: Directory;
  readonly #ids: SeededIds;
  readonly #clock: TurnableClock;
  readonly #secret: string;
  readonly #byText = new Map<string, AccessToken>();

  constructor(directory: Directory, ids: SeededIds, clock: TurnableClock) {
    this.#directory = directory;
    this.#ids = ids;
    this.#clock = clock;
    this.#secret = ids.secretOf('token', 'signature');
  }

  issue({ user, clientId, scope }: Grant, refreshable = true): AccessToken {
    const iat = this.#clock.unixSeconds();
    const exp = iat + accessTokenSeconds;
    const jti = this.#ids.next('token');
    return this.#keep(user, {
      ...claimsOf(user, scope, jti),
      app_uid: clientId,
      iat,
      exp,
      refreshable,
    });
  }

  /** The token never expires. The ready-made one is the same in every run. */
  issuePersonal(user: User, scope: string, { isReadyMade = false } = {}): AccessToken {
    const jti = isReadyMade ? this.#ids.of('token', user.slug) : this.#ids.next('token');
    return this.#keep(user, claimsOf(user, scope, jti));
  }

  find(text: string): AccessToken | undefined {
    const token = this.#known(text);
    return token?.text === text ? token : undefined;
  }

  findByRefresh(text: string): AccessToken | undefined {
    const token = this.#known(text);
    return token?.refreshText === text ? token : undefined;
  }

  isExpired({ expiresAt }: AccessToken): boolean {
    return expiresAt !== null && expiresAt <= this.#clock.unixSeconds();
  }

  isActive(token: AccessToken): boolean {
    return !token.isRevoked && !this.isExpired(token);
  }

  #known(text: string): AccessToken | undefined {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const claims = readToken(text, this.#secret);
    const user = this.#directory.user(claims?.user_uuid ?? '');
    return claims === null || user === undefined ? undefined : this.#keep(user, claims);
  }

  #keep(user: User, claims: TokenClaims): AccessToken {
    const textFor = (use: TokenClaims['use']) => tokenText({ ...claims, use }, this.#secret);
    const token: AccessToken = {
      text: textFor('access'),
      refreshText: claims.refreshable ? textFor('refresh') : null,
      grant: { user, clientId: claims.app_uid, scope: claims.scope },
      createdAt: claims.iat,
      expiresAt: claims.exp,
      isRevoked: false,
      isRefreshSpent: false,
    };
    this.#byText.set(token.text, token);
    if (token.refreshText !== null) this.#byText.set(token.refreshText, token);
    return token;
  }
}

function claimsOf(user: User, scope: string, jti: string): TokenClaims {
  return {
    iss: 'https://auth.calendly.com',
    jti,
    user_uuid: user.id,
    app_uid: null,
    scope,
    iat: null,
    exp: null,
    refreshable: false,
    use: 'access',
  };
}
