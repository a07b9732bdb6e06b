import { missingScopes } from '../../domain/calendly-scopes.ts';
import { calendlyUserId } from '../../domain/calendly-user-id.ts';
import type {
  CalendlyUser,
  Connection,
  ConnectionProblem,
  SealedSecrets,
} from '../../domain/connection.ts';
import {
  CalendlyForbidden,
  CalendlyRefusal,
  CalendlyUnauthenticated,
  GrantInvalid,
  OauthRefused,
} from '../../domain/errors.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { CalendlyApi } from '../../ports/calendly-api.ts';
import type { Grant } from '../../ports/calendly-oauth.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { IdGenerator } from '../../ports/id-generator.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TokenCipher } from '../../ports/token-cipher.ts';
import type { SyncHistory } from '../history/sync-history.ts';
import type { ApplyUnrouted } from '../intake/apply-unrouted.ts';
import type { ConnectionDirectory } from '../intake/connection-directory.ts';
import { encryptionContextOf } from '../intake/encryption-context-of.ts';
import { refreshLease } from './access-tokens.ts';
import type { ChangeConnection } from './change-connection.ts';
import type { KeepSubscription } from './keep-subscription.ts';
import { type Leases, watchLease } from './leases.ts';

/** The tokens of a Calendly user. A personal token has no expiry and no refresh token. */
export type NewGrant = Omit<Grant, 'expiresAt'> & {
  kind: Connection['kind'];
  expiresAt: Date | null;
};

/** Problems that a person was notified of. They stay noted until the watcher has announced their end too. */
const notifiedProblems: ReadonlySet<ConnectionProblem> = new Set([
  'reconnect_required',
  'subscription_disabled',
  'subscription_missing',
  'role_lost',
] as const);

/** More than four: it sets the order of the steps, and leaves most of them to classes of their own. */
export interface MakeConnectionParts {
  connections: ConnectionStore;
  calendlyApi: CalendlyApi;
  tokenCipher: TokenCipher;
  leases: Leases;
  connectionDirectory: Pick<ConnectionDirectory, 'forget'>;
  changeConnection: Pick<ChangeConnection, 'announce'>;
  keepSubscription: Pick<KeepSubscription, 'execute'>;
  applyUnrouted: Pick<ApplyUnrouted, 'execute'>;
  syncHistory: Pick<SyncHistory, 'start'>;
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
}

/** Makes a connection from a person's grant, and sets up its subscription and its back-fill. */
export class MakeConnection {
  readonly #parts: MakeConnectionParts;

  constructor(parts: MakeConnectionParts) {
    this.#parts = parts;
  }

  /**
   * Returns the connection. Its problems say which parts could not be set up; it stands without them.
   * @throws OauthRefused when the grant does not even reveal its user
   * @throws AlreadyConnected when another organization has this user; nothing has changed then
   */
  async execute(organizationId: OrganizationId, grant: NewGrant): Promise<Connection> {
    const user = await this.#whoIs(grant);
    const known = await this.#parts.connections.list(organizationId);
    const isTheirs = (one: Connection) => calendlyUserId(one.user.uri) === calendlyUserId(user.uri);
    const earlier = known.find((one) => isTheirs(one) && one.state !== 'disconnected');
    const { ids, leases } = this.#parts;
    // A renewal under way must not overwrite the new tokens with older ones.
    if (earlier !== undefined) {
      return this.#announced(
        await leases.hold(refreshLease(earlier.id), () =>
          this.#connect(organizationId, user, grant, earlier.id, earlier),
        ),
      );
    }
    const id = ids.next();
    return leases.hold(watchLease(id), async () =>
      this.#announced(await this.#connect(organizationId, user, grant, id)),
    );
  }

  async #announced(connection: Connection): Promise<Connection> {
    const { changeConnection, connectionDirectory, logger } = this.#parts;
    connectionDirectory.forget();
    const { id: connectionId, kind, organizationId } = connection;
    logger.info('Calendly is connected', { organizationId, connectionId, kind });
    await changeConnection.announce(connection, ['state']);
    return this.#setUp(connection);
  }

  async #whoIs({ accessToken, kind }: NewGrant): Promise<CalendlyUser> {
    try {
      return await this.#parts.calendlyApi.me(accessToken);
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
    id: string,
    earlier?: Connection,
  ): Promise<Connection> {
    const { clock, connections } = this.#parts;
    const { kind, scopes, expiresAt } = grant;
    const connection: Connection = {
      id,
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
        ...(earlier?.problems.filter((problem) => notifiedProblems.has(problem)) ?? []),
        ...(missingScopes(scopes).length > 0 ? (['scope_missing'] as const) : []),
      ],
    };
    return connections.connect(connection, (id) => this.#seal(organizationId, id, grant));
  }

  /** The signing keys stay, because their subscription does. */
  async #seal(
    organizationId: OrganizationId,
    id: string,
    { accessToken, refreshToken }: NewGrant,
  ): Promise<Partial<SealedSecrets>> {
    const { tokenCipher } = this.#parts;
    const contextOf = encryptionContextOf({ organizationId, id });
    return {
      accessToken: await tokenCipher.seal(accessToken, contextOf('accessToken')),
      refreshToken:
        refreshToken === null
          ? null
          : await tokenCipher.seal(refreshToken, contextOf('refreshToken')),
    };
  }

  async #setUp(connection: Connection): Promise<Connection> {
    const { applyUnrouted, keepSubscription, logger, syncHistory } = this.#parts;
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
    await syncHistory.start(organizationId);
    return latest;
  }
}
