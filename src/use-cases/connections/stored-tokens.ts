import type { Connection } from '../../domain/connection.ts';
import { CoreError, GrantInvalid, KeyError } from '../../domain/errors.ts';
import type { Grant } from '../../ports/calendly-oauth.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Pause } from '../../ports/pause.ts';
import type { TokenCipher } from '../../ports/token-cipher.ts';
import { encryptionContextOf } from '../intake/encryption-context-of.ts';

const savesTried = 10;
const saveAgainAfter = 1000;

export interface StoredTokensParts {
  connections: ConnectionStore;
  tokenCipher: TokenCipher;
  pause: Pause;
  logger: Logger;
}

/** The opened tokens of a connection. */
export interface OpenTokens {
  accessToken: string | null;
  refreshToken: string | null;
  expiresAt: Date | null;
}

/** Reads tokens from the store and opens them; seals tokens and stores them. */
export class StoredTokens {
  readonly #parts: StoredTokensParts;
  readonly #reading = new Map<string, Promise<OpenTokens>>();

  constructor(parts: StoredTokensParts) {
    this.#parts = parts;
  }

  /** Reads the store once for calls that begin together. */
  readTogether(connection: Connection): Promise<OpenTokens> {
    const { id } = connection;
    const known = this.#reading.get(id);
    if (known !== undefined) return known;
    const reading = this.read(connection).finally(() => this.#reading.delete(id));
    this.#reading.set(id, reading);
    return reading;
  }

  /** @throws GrantInvalid when the connection is no longer connected, or no key opens its tokens */
  async read(connection: Connection): Promise<OpenTokens> {
    const { connections, tokenCipher, logger } = this.#parts;
    const { organizationId, id } = connection;
    const sealed = await connections.secrets(organizationId, id);
    const known = await connections.get(organizationId, id);
    if (sealed === null || known === null) {
      throw new GrantInvalid('This connection was disconnected.');
    }
    if (known.state !== 'connected') {
      throw new GrantInvalid('Calendly does not accept this connection any more. Connect again.');
    }
    const contextOf = encryptionContextOf(connection);
    const open = async (field: 'accessToken' | 'refreshToken') => {
      const text = sealed[field];
      return text === null ? null : tokenCipher.open(text, contextOf(field));
    };
    try {
      return {
        accessToken: await open('accessToken'),
        refreshToken: await open('refreshToken'),
        expiresAt: known.tokenExpiresAt,
      };
    } catch (error) {
      if (!(error instanceof KeyError)) throw error;
      logger.error('The tokens of a connection cannot be opened', { connectionId: id });
      throw new GrantInvalid(
        'The tokens of this connection cannot be opened. Restore TOKEN_ENCRYPTION_KEY, or connect again.',
        { cause: error },
      );
    }
  }

  /** Writes the pair first, then its expiry. */
  async keep(connection: Connection, grant: Grant & { refreshToken: string }): Promise<void> {
    const { connections, tokenCipher } = this.#parts;
    const placed = encryptionContextOf(connection);
    await this.#save(connection, {
      accessToken: await tokenCipher.seal(grant.accessToken, placed('accessToken')),
      refreshToken: await tokenCipher.seal(grant.refreshToken, placed('refreshToken')),
    });
    await connections.update(connection.organizationId, connection.id, {
      state: 'connected',
      tokenExpiresAt: grant.expiresAt,
      ...(grant.scopes !== null && { grantedScopes: grant.scopes }),
    });
  }

  /** Tries again while the store is away for a moment, because losing the tokens costs the grant. */
  async #save(
    { organizationId, id }: Connection,
    sealed: { accessToken: string; refreshToken: string },
  ): Promise<void> {
    const { connections, pause, logger } = this.#parts;
    for (let tried = 1; ; tried += 1) {
      try {
        const kept = await connections.saveSecrets(organizationId, id, sealed);
        if (!kept) throw new GrantInvalid('This connection was disconnected.');
        return;
      } catch (error) {
        const mayHelp = error instanceof CoreError && error.retryable && tried < savesTried;
        if (!mayHelp) throw error;
        logger.warn('A new token waits for the store', { connectionId: id, tried });
        await pause(saveAgainAfter);
      }
    }
  }
}
