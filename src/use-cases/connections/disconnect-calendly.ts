import type { Connection } from '../../domain/connection.ts';
import { CoreError, ProviderError, StoreTrouble } from '../../domain/errors.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { CalendlyApi } from '../../ports/calendly-api.ts';
import type { CalendlyOauth } from '../../ports/calendly-oauth.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TokenCipher } from '../../ports/token-cipher.ts';
import type { ConnectionDirectory } from '../intake/connection-directory.ts';
import { encryptionContextOf } from '../intake/encryption-context-of.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ChangeConnection } from './change-connection.ts';
import { subscribeLease } from './keep-subscription.ts';
import type { Leases } from './leases.ts';

/** More than four: it undoes every step of connecting, in order. */
export interface DisconnectCalendlyParts {
  connections: ConnectionStore;
  calendlyApi: CalendlyApi;
  calendlyOauth: CalendlyOauth | null;
  accessTokens: Pick<AccessTokens, 'withToken'>;
  tokenCipher: TokenCipher;
  leases: Leases;
  connectionDirectory: Pick<ConnectionDirectory, 'forget'>;
  changeConnection: Pick<ChangeConnection, 'announce'>;
  logger: Logger;
}

/**
 * Ends connections: deletes the subscriptions, revokes the token, erases the secrets. Prospects and their meetings
 * stay. A failure at Calendly is logged, and the secrets are erased all the same.
 */
export class DisconnectCalendly {
  readonly #parts: DisconnectCalendlyParts;

  constructor(parts: DisconnectCalendlyParts) {
    this.#parts = parts;
  }

  /**
   * Ends this connection, or without an id all of the organization's. A disconnected one stays as it is. `unknown`:
   * this organization has no such connection, and nothing was done.
   */
  async execute(
    organizationId: OrganizationId,
    connectionId: string | null,
  ): Promise<'disconnected' | 'unknown'> {
    const all = await this.#parts.connections.list(organizationId);
    const meant = all.filter(({ id }) => connectionId === null || connectionId === id);
    if (meant.length === 0 && connectionId !== null) return 'unknown';
    for (const connection of meant) {
      if (connection.state !== 'disconnected') await this.#end(connection);
    }
    return 'disconnected';
  }

  /** Holds the lease for subscriptions, so that nobody makes one for a connection that has ended. */
  async #end(connection: Connection): Promise<void> {
    const { changeConnection, connectionDirectory, leases, logger } = this.#parts;
    const { organizationId, id } = connection;
    try {
      await leases.hold(subscribeLease(id), () => this.#endNow(connection));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      await this.#endNow(connection);
    }
    connectionDirectory.forget();
    logger.info('Calendly is disconnected', { organizationId, connectionId: id });
    await changeConnection.announce(connection, ['state']);
  }

  async #endNow({ organizationId, id }: Connection): Promise<void> {
    const { connections } = this.#parts;
    const connection = await connections.get(organizationId, id);
    if (connection === null) return;
    await this.#attempt(connection, 'unsubscribe', this.#subscriptionsOf(connection));
    await this.#attempt(connection, 'revoke', await this.#tokensOf(connection));
    await connections.disconnect(organizationId, id);
  }

  #subscriptionsOf(connection: Connection): (() => Promise<void>)[] {
    const { calendlyApi, accessTokens } = this.#parts;
    const { routingForms, subscription } = connection;
    const subscriptions = [subscription, routingForms].filter((one) => one !== null);
    return subscriptions.map(
      ({ uri }) =>
        () =>
          accessTokens.withToken(connection, (token) => calendlyApi.unsubscribe(token, uri)),
    );
  }

  /** Personal tokens are not revoked: other programs of the same person may use them. */
  async #tokensOf(connection: Connection): Promise<(() => Promise<void>)[]> {
    const { tokenCipher, connections, calendlyOauth } = this.#parts;
    const { organizationId, id, kind } = connection;
    const sealed = await connections.secrets(organizationId, id);
    if (calendlyOauth === null || kind !== 'oauth' || sealed === null) return [];
    const contextOf = encryptionContextOf(connection);
    return (['refreshToken', 'accessToken'] as const).flatMap((field) => {
      const text = sealed[field];
      const revoke = async () =>
        calendlyOauth.revoke(await tokenCipher.open(text ?? '', contextOf(field)));
      return text === null ? [] : [revoke];
    });
  }

  /**
   * Makes the calls side by side, each by itself. A failed call leaves only its own thing at Calendly, and delays no
   * other.
   */
  async #attempt(
    { id }: Connection,
    step: 'unsubscribe' | 'revoke',
    calls: readonly (() => Promise<void>)[],
  ): Promise<void> {
    const { logger } = this.#parts;
    const attempts = calls.map(async (call) => {
      try {
        await call();
      } catch (error) {
        if (!(error instanceof CoreError) || error instanceof StoreTrouble) throw error;
        const { code: reason } = error;
        logger.warn('Something of a connection is left at Calendly', {
          connectionId: id,
          step,
          reason,
        });
      }
    });
    await Promise.all(attempts);
  }
}
