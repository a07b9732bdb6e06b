import type { Connection } from '../domain/connection.ts';
import { CoreError, ProviderError, StoreUnavailable } from '../domain/errors.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { CalendlyApi } from '../ports/calendly-api.ts';
import type { CalendlyOauth } from '../ports/calendly-oauth.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { TokenCipher } from '../ports/token-cipher.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ChangeConnection } from './change-connection.ts';
import type { ConnectionDirectory } from './connection-directory.ts';
import { subscribeLease } from './keep-subscription.ts';
import type { Leases } from './leases.ts';
import { placeOf } from './place-of.ts';

export interface DisconnectParts {
  connections: ConnectionStore;
  api: CalendlyApi;
  oauth: CalendlyOauth | null;
  tokens: Pick<AccessTokens, 'withToken'>;
  cipher: TokenCipher;
  leases: Leases;
  directory: Pick<ConnectionDirectory, 'forget'>;
  change: Pick<ChangeConnection, 'tell'>;
  logger: Logger;
}

/**
 * Ends connections: the subscriptions are deleted, the token is revoked, the secrets are erased. Prospects and their
 * meetings stay. What fails at Calendly is logged, and keeps nobody from erasing.
 */
export class DisconnectCalendly {
  readonly #parts: DisconnectParts;

  constructor(parts: DisconnectParts) {
    this.#parts = parts;
  }

  /** Ends this connection, or without an id all of the organization's. Where there is none it does nothing. */
  async execute(organizationId: OrganizationId, connectionId: string | null): Promise<void> {
    for (const connection of await this.#parts.connections.list(organizationId)) {
      if (connection.state === 'disconnected') continue;
      if (connectionId === null || connectionId === connection.id) await this.#end(connection);
    }
  }

  /** In turn with whoever makes subscriptions, so that none is made for a connection that has ended. */
  async #end(connection: Connection): Promise<void> {
    const { change, directory, leases, logger } = this.#parts;
    const { organizationId, id } = connection;
    try {
      await leases.hold(subscribeLease(id), () => this.#endNow(connection));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      await this.#endNow(connection);
    }
    directory.forget();
    logger.info('Calendly is disconnected', { organizationId, connectionId: id });
    await change.tell(connection, ['state']);
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
    const { api, tokens } = this.#parts;
    const { routingForms, subscription } = connection;
    const subscriptions = [subscription, routingForms].filter((one) => one !== null);
    return subscriptions.map(
      ({ uri }) =>
        () =>
          tokens.withToken(connection, (token) => api.unsubscribe(token, uri)),
    );
  }

  /** Personal tokens are not ours to revoke: other programs of the same person may use them. */
  async #tokensOf(connection: Connection): Promise<(() => Promise<void>)[]> {
    const { cipher, connections, oauth } = this.#parts;
    const { organizationId, id, kind } = connection;
    const sealed = await connections.secrets(organizationId, id);
    if (oauth === null || kind !== 'oauth' || sealed === null) return [];
    const placed = placeOf(connection);
    return (['refreshToken', 'accessToken'] as const).flatMap((field) => {
      const text = sealed[field];
      const revoke = async () => oauth.revoke(await cipher.open(text ?? '', placed(field)));
      return text === null ? [] : [revoke];
    });
  }

  /** Each by itself, so that what fails leaves no more than that, and side by side, so that none waits for another. */
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
        if (!(error instanceof CoreError) || error instanceof StoreUnavailable) throw error;
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
