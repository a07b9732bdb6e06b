import { missingScopes } from '../domain/calendly-scopes.ts';
import { calendlyUserId } from '../domain/calendly-user-id.ts';
import type {
  CalendlyUser,
  Connection,
  ConnectionProblem,
  SealedSecrets,
} from '../domain/connection.ts';
import {
  CalendlyForbidden,
  CalendlyRefusal,
  CalendlyUnauthenticated,
  GrantInvalid,
  OauthRefused,
} from '../domain/errors.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { CalendlyApi } from '../ports/calendly-api.ts';
import type { Grant } from '../ports/calendly-oauth.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { IdGenerator } from '../ports/id-generator.ts';
import type { Logger } from '../ports/logger.ts';
import type { TokenCipher } from '../ports/token-cipher.ts';
import { refreshLease } from './access-tokens.ts';
import type { ApplyUnrouted } from './apply-unrouted.ts';
import type { ChangeConnection } from './change-connection.ts';
import type { ConnectionDirectory } from './connection-directory.ts';
import type { KeepSubscription } from './keep-subscription.ts';
import type { Leases } from './leases.ts';
import { placeOf } from './place-of.ts';

/** What opens a user's Calendly. A personal token has no end and no refresh token. */
export type NewGrant = Omit<Grant, 'expiresAt'> & {
  kind: Connection['kind'];
  expiresAt: Date | null;
};

/** Somebody was told of these. They stay noted until the watch has told that they are over, too. */
const toldProblems: ReadonlySet<ConnectionProblem> = new Set([
  'reconnect_required',
  'subscription_disabled',
  'subscription_missing',
] as const);

export interface MakeConnectionParts {
  connections: ConnectionStore;
  api: CalendlyApi;
  cipher: TokenCipher;
  leases: Leases;
  directory: Pick<ConnectionDirectory, 'forget'>;
  change: Pick<ChangeConnection, 'tell'>;
  keepSubscription: Pick<KeepSubscription, 'execute'>;
  applyUnrouted: Pick<ApplyUnrouted, 'execute'>;
  /** Begins to read what was booked before. */
  startSync: (organizationId: OrganizationId) => Promise<unknown>;
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
}

/** Makes a connection of what a person granted, and sets up all that lives from it. */
export class MakeConnection {
  readonly #parts: MakeConnectionParts;

  constructor(parts: MakeConnectionParts) {
    this.#parts = parts;
  }

  /**
   * The connection, whose problems tell what could not be set up: that it stands does not depend on it.
   * @throws OauthRefused when the grant does not even tell whose it is
   * @throws AlreadyConnected when another organization has this user; nothing has changed then
   */
  async execute(organizationId: OrganizationId, grant: NewGrant): Promise<Connection> {
    const { change, directory, logger } = this.#parts;
    const user = await this.#whoIs(grant);
    const known = await this.#parts.connections.list(organizationId);
    const isTheirs = (one: Connection) => calendlyUserId(one.user.uri) === calendlyUserId(user.uri);
    const earlier = known.find((one) => isTheirs(one) && one.state !== 'disconnected');
    // A refresh that is under way must not put the old tokens over the new ones.
    const connection =
      earlier === undefined
        ? await this.#connect(organizationId, user, grant, undefined)
        : await this.#parts.leases.hold(refreshLease(earlier.id), () =>
            this.#connect(organizationId, user, grant, earlier),
          );
    directory.forget();
    const { id: connectionId, kind } = connection;
    logger.info('Calendly is connected', { organizationId, connectionId, kind });
    await change.tell(connection, ['state']);
    return this.#setUp(connection);
  }

  async #whoIs({ accessToken, kind }: NewGrant): Promise<CalendlyUser> {
    try {
      return await this.#parts.api.me(accessToken);
    } catch (error) {
      if (error instanceof CalendlyUnauthenticated) {
        throw new OauthRefused(
          kind === 'personal_token'
            ? 'Calendly does not accept this personal access token. Check it, or create another one.'
            : 'Calendly does not accept the token that it gave. Try again.',
        );
      }
      if (error instanceof CalendlyForbidden && error.want === 'scope') {
        throw new OauthRefused(
          'The permission users:read is missing: without it nobody knows whose account this is. Grant it, and try again.',
        );
      }
      throw error;
    }
  }

  #connect(
    organizationId: OrganizationId,
    user: CalendlyUser,
    grant: NewGrant,
    earlier: Connection | undefined,
  ): Promise<Connection> {
    const { clock, connections, ids } = this.#parts;
    const { kind, scopes, expiresAt } = grant;
    const connection: Connection = {
      id: earlier?.id ?? ids.next(),
      organizationId,
      user,
      scope: earlier?.scope ?? 'user',
      kind,
      grantedScopes: scopes,
      state: 'connected',
      connectedAt: clock.now(),
      tokenExpiresAt: expiresAt,
      subscription: earlier?.subscription ?? null,
      routingForms: earlier?.routingForms ?? null,
      problems: [
        ...(earlier?.problems.filter((problem) => toldProblems.has(problem)) ?? []),
        ...(missingScopes(scopes).length > 0 ? (['scope_missing'] as const) : []),
      ],
    };
    return connections.connect(connection, (id) => this.#seal(organizationId, id, grant));
  }

  /** Signing keys stay: the subscription that they belong to does. */
  async #seal(
    organizationId: OrganizationId,
    id: string,
    { accessToken, refreshToken }: NewGrant,
  ): Promise<Partial<SealedSecrets>> {
    const { cipher } = this.#parts;
    const placed = placeOf({ organizationId, id });
    return {
      accessToken: await cipher.seal(accessToken, placed('accessToken')),
      refreshToken:
        refreshToken === null ? null : await cipher.seal(refreshToken, placed('refreshToken')),
    };
  }

  async #setUp(connection: Connection): Promise<Connection> {
    const { applyUnrouted, keepSubscription, logger, startSync } = this.#parts;
    const { organizationId, id } = connection;
    let latest = connection;
    try {
      latest = await keepSubscription.execute(connection);
    } catch (error) {
      if (!(error instanceof CalendlyRefusal || error instanceof GrantInvalid)) throw error;
      logger.warn('A subscription could not be made', { connectionId: id, reason: error.code });
      latest = (await this.#parts.connections.get(organizationId, id)) ?? connection;
    }
    await applyUnrouted.execute();
    await startSync(organizationId);
    return latest;
  }
}
