import type { Connection } from '../../domain/connection.ts';
import { KeyError } from '../../domain/errors.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { SecretMaker } from '../../ports/secret-maker.ts';
import type { TokenCipher } from '../../ports/token-cipher.ts';
import type { ConnectionDirectory } from '../intake/connection-directory.ts';
import { encryptionContextOf } from '../intake/encryption-context-of.ts';

export interface SigningKeysParts {
  connections: ConnectionStore;
  tokenCipher: TokenCipher;
  secretMaker: SecretMaker;
  connectionDirectory: Pick<ConnectionDirectory, 'forget'>;
}

/** The keys with which Calendly signs a connection's webhooks. Each connection has its own. */
export class SigningKeys {
  readonly #parts: SigningKeysParts;

  constructor(parts: SigningKeysParts) {
    this.#parts = parts;
  }

  /** Null when there is none, or when it cannot be opened. */
  async current(connection: Connection): Promise<string | null> {
    const { organizationId, id } = connection;
    const sealed = await this.#parts.connections.secrets(organizationId, id);
    if (sealed === null || sealed.signingKey === null) return null;
    try {
      return await this.#parts.tokenCipher.open(
        sealed.signingKey,
        encryptionContextOf(connection)('signingKey'),
      );
    } catch (error) {
      if (error instanceof KeyError) return null;
      throw error;
    }
  }

  /**
   * The key for a new subscription. It is stored before Calendly gets it. While the old subscription stands, its key
   * stays valid beside the new one. A key from an interrupted attempt, without a subscription, is used again, so the
   * standing subscription's key is never lost.
   */
  async renew(connection: Connection): Promise<string> {
    const { organizationId, id, subscription } = connection;
    const held = await this.current(connection);
    if (held !== null && subscription === null) return held;
    // The subscription is cleared first, so that a new key is never taken for the standing subscription's.
    await this.#parts.connections.update(organizationId, id, { subscription: null });
    const made = this.#parts.secretMaker.make();
    const contextOf = encryptionContextOf(connection);
    await this.#parts.connections.saveSecrets(organizationId, id, {
      signingKey: await this.#parts.tokenCipher.seal(made, contextOf('signingKey')),
      previousSigningKey:
        held === null
          ? null
          : await this.#parts.tokenCipher.seal(held, contextOf('previousSigningKey')),
    });
    this.#parts.connectionDirectory.forget();
    return made;
  }

  /** Ends the time in which two keys are valid. */
  async dropPrevious({ organizationId, id }: Connection): Promise<void> {
    const sealed = await this.#parts.connections.secrets(organizationId, id);
    if (sealed === null || sealed.previousSigningKey === null) return;
    await this.#parts.connections.saveSecrets(organizationId, id, { previousSigningKey: null });
    this.#parts.connectionDirectory.forget();
  }
}
