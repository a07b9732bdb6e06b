import type { Connection } from '../../domain/connection.ts';
import {
  CalendlyRateLimited,
  CalendlyUnauthenticated,
  GrantInvalid,
  ProviderError,
} from '../../domain/errors.ts';
import type { CalendlyOauth, Grant } from '../../ports/calendly-oauth.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ChangeConnection } from './change-connection.ts';
import type { Leases } from './leases.ts';
import { type OpenTokens, StoredTokens, type StoredTokensParts } from './stored-tokens.ts';

/** A token that expires within this time is renewed before its use. */
const marginMilliseconds = 60_000;
/** Calendly gives a user eight tokens a minute. Two processes stay below that, with room for a person who connects. */
const mostRenewalsPerMinute = 3;
const minute = 60_000;

/** More than four: a token is read, renewed, sealed and announced together, under one lease. */
export interface AccessTokensParts extends StoredTokensParts {
  /** Null where no OAuth application is set up. Then there are personal tokens only. */
  calendlyOauth: CalendlyOauth | null;
  leases: Leases;
  changeConnection: ChangeConnection;
  clock: Clock;
}

/**
 * Hands out the access tokens of connections, and renews them when needed. A refresh token works once, and the answer
 * brings its successor. So the renewing process holds a lease, stores the new pair before its use, and never sends one
 * refresh token twice. After a crash between the answer and the store, the stored refresh token is used up: the next
 * renewal fails, and the connection asks to be made again.
 */
export class AccessTokens {
  readonly #parts: AccessTokensParts;
  readonly #stored: StoredTokens;
  /** Renewals of this process, including those that wait for another process. */
  readonly #renewing = new Map<string, Promise<string>>();
  /** Renewals that use a refresh token up. */
  readonly #underWay = new Set<Promise<string>>();
  readonly #renewals = new Map<string, number[]>();

  constructor(parts: AccessTokensParts) {
    this.#parts = parts;
    this.#stored = new StoredTokens(parts);
  }

  /**
   * Makes a call to Calendly. When Calendly does not accept the token, it is renewed and the call is repeated once.
   * @throws GrantInvalid when only a person's consent helps
   * @throws CalendlyRefusal from the call itself, or from renewing the token
   */
  async withToken<T>(
    connection: Connection,
    call: (accessToken: string) => Promise<T>,
  ): Promise<T> {
    const token = await this.#current(connection);
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof CalendlyUnauthenticated)) throw error;
      return call(await this.#renewed(connection, token));
    }
  }

  /** Resolves when no renewal is under way here. A new token that is answered and not stored costs the grant. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async #current(connection: Connection): Promise<string> {
    const stored = await this.#stored.readTogether(connection);
    return this.#goodToken(stored) ?? this.#renewed(connection, null);
  }

  /**
   * One caller in this process renews, and the others wait for it. The lease does the same between processes. `refused`
   * is the token that Calendly did not accept; null when none was tried. A token and its expiry are written one after
   * the other, so a reader between the two writes sees the new token with the old expiry. It then waits for the lease,
   * and finds the token valid.
   */
  #renewed(connection: Connection, refused: string | null): Promise<string> {
    const { id } = connection;
    const renewing = this.#renewing.get(id);
    if (renewing !== undefined) return renewing;
    const others = async () => {
      const stored = await this.#stored.read(connection);
      return stored.accessToken === refused ? undefined : this.#goodToken(stored);
    };
    const renewal = this.#parts.leases
      .hold(
        refreshLease(id),
        async () => (await others()) ?? (await this.#renewHere(connection)),
        others,
      )
      .finally(() => this.#renewing.delete(id));
    this.#renewing.set(id, renewal);
    return renewal;
  }

  #renewHere(connection: Connection): Promise<string> {
    const renewal = this.#renew(connection).finally(() => this.#underWay.delete(renewal));
    this.#underWay.add(renewal);
    return renewal;
  }

  async #renew(connection: Connection): Promise<string> {
    const { calendlyOauth } = this.#parts;
    const { refreshToken } = await this.#stored.read(connection);
    if (refreshToken === null || calendlyOauth === null) {
      const lost = new GrantInvalid('Calendly does not accept the token any more. Connect again.');
      return this.#lose(connection, lost);
    }
    this.#countRenewal(connection.id);
    const grant = await this.#refresh(calendlyOauth, refreshToken, connection);
    const { refreshToken: successor } = grant;
    if (successor === null) throw new ProviderError('Calendly gave no new refresh token.');
    await this.#stored.keep(connection, { ...grant, refreshToken: successor });
    return grant.accessToken;
  }

  async #refresh(
    oauth: CalendlyOauth,
    refreshToken: string,
    connection: Connection,
  ): Promise<Grant> {
    try {
      return await oauth.refresh(refreshToken);
    } catch (error) {
      if (error instanceof GrantInvalid) return this.#lose(connection, error);
      throw error;
    }
  }

  async #lose(connection: Connection, error: GrantInvalid): Promise<never> {
    const { changeConnection, logger } = this.#parts;
    const { organizationId, id } = connection;
    logger.error('Calendly does not accept a connection any more', {
      organizationId,
      connectionId: id,
      reason: error.code,
    });
    await changeConnection.execute(connection, { state: 'reconnect_required' });
    throw error;
  }

  #countRenewal(id: string): void {
    const now = this.#parts.clock.now().getTime();
    const lately = (this.#renewals.get(id) ?? []).filter((at) => now - at < minute);
    if (lately.length >= mostRenewalsPerMinute) throw new CalendlyRateLimited(minute / 1000);
    this.#renewals.set(id, [...lately, now]);
  }

  #goodToken({ accessToken, expiresAt }: OpenTokens): string | undefined {
    const now = this.#parts.clock.now().getTime();
    const endsSoon = expiresAt !== null && expiresAt.getTime() - now <= marginMilliseconds;
    return accessToken === null || endsSoon ? undefined : accessToken;
  }
}

/** Names the lease for using up or replacing a refresh token. */
export function refreshLease(connectionId: string): string {
  return `refresh:${connectionId}`;
}
