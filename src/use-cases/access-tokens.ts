import type { Connection } from '../domain/connection.ts';
import {
  CalendlyRateLimited,
  CalendlyUnauthenticated,
  GrantInvalid,
  ProviderError,
} from '../domain/errors.ts';
import type { CalendlyOauth, Grant } from '../ports/calendly-oauth.ts';
import type { Clock } from '../ports/clock.ts';
import type { ChangeConnection } from './change-connection.ts';
import type { Leases } from './leases.ts';
import { type OpenTokens, type StoredTokenParts, StoredTokens } from './stored-tokens.ts';

/** A token that ends within this is renewed before it is used. */
const marginMilliseconds = 60_000;
/** Calendly gives a user eight tokens a minute. Two processes stay below that, with room for a person who connects. */
const mostRenewalsPerMinute = 3;
const minute = 60_000;

export interface AccessTokenParts extends StoredTokenParts {
  /** Null where no application is set up: then there are personal tokens only. */
  oauth: CalendlyOauth | null;
  leases: Leases;
  change: ChangeConnection;
  clock: Clock;
}

/**
 * Access tokens of connections, renewed where they have to be. A refresh token is good once, and its successor comes
 * in the same answer: whoever renews holds a lease, stores the pair before it is used, and never asks twice with the
 * same one. A crash between the answer and the store leaves a refresh token that is used up; the next to try is told
 * so, and the connection says that it has to be made again.
 */
export class AccessTokens {
  readonly #parts: AccessTokenParts;
  readonly #stored: StoredTokens;
  /** Of this process, also those that wait for another process. */
  readonly #renewing = new Map<string, Promise<string>>();
  /** Those in which a refresh token is used up. */
  readonly #underWay = new Set<Promise<string>>();
  readonly #renewals = new Map<string, number[]>();

  constructor(parts: AccessTokenParts) {
    this.#parts = parts;
    this.#stored = new StoredTokens(parts);
  }

  /**
   * Makes a call to Calendly. A token that is not accepted is renewed, and the call made again, once.
   * @throws GrantInvalid when only a person's consent helps
   * @throws CalendlyRefusal what the call itself, or renewing the token, came to
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

  /** Resolves when no new token is on its way here: one that is answered and not stored costs the grant. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async #current(connection: Connection): Promise<string> {
    const stored = await this.#stored.readTogether(connection);
    return this.#goodToken(stored) ?? this.#renewed(connection, null);
  }

  /**
   * Within this process one renews, and the others wait for it; between processes the lease sees to that. `refused` is a
   * token that Calendly did not accept; null where none was tried. A token and its end are not stored in one: whoever
   * reads between the two takes a new one for one that ends, and finds it good once the lease is theirs.
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
    const { oauth } = this.#parts;
    const { refreshToken } = await this.#stored.read(connection);
    if (refreshToken === null || oauth === null) {
      const lost = new GrantInvalid('Calendly does not accept the token any more. Connect again.');
      return this.#lose(connection, lost);
    }
    this.#countRenewal(connection.id);
    const grant = await this.#refresh(oauth, refreshToken, connection);
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
    const { change, logger } = this.#parts;
    const { organizationId, id } = connection;
    logger.error('Calendly does not accept a connection any more', {
      organizationId,
      connectionId: id,
      reason: error.code,
    });
    await change.execute(connection, { state: 'reconnect_required' });
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

/** Held by whoever uses up a refresh token, or puts another one in its place. */
export function refreshLease(connectionId: string): string {
  return `refresh:${connectionId}`;
}
