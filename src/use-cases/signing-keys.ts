import type { Connection } from '../domain/connection.ts';
import { KeyError } from '../domain/errors.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { SecretMaker } from '../ports/secret-maker.ts';
import type { TokenCipher } from '../ports/token-cipher.ts';
import type { ConnectionDirectory } from './connection-directory.ts';
import { placeOf } from './place-of.ts';

/** The keys that Calendly signs a connection's webhooks with. Each connection has its own. */
export class SigningKeys {
  readonly #connections: ConnectionStore;
  readonly #cipher: TokenCipher;
  readonly #secrets: SecretMaker;
  readonly #directory: Pick<ConnectionDirectory, 'forget'>;

  constructor(
    connections: ConnectionStore,
    cipher: TokenCipher,
    secrets: SecretMaker,
    directory: Pick<ConnectionDirectory, 'forget'>,
  ) {
    this.#connections = connections;
    this.#cipher = cipher;
    this.#secrets = secrets;
    this.#directory = directory;
  }

  /** Null when there is none, or none that can be opened. */
  async current(connection: Connection): Promise<string | null> {
    const { organizationId, id } = connection;
    const sealed = await this.#connections.secrets(organizationId, id);
    if (sealed === null || sealed.signingKey === null) return null;
    try {
      return await this.#cipher.open(sealed.signingKey, placeOf(connection)('signingKey'));
    } catch (error) {
      if (error instanceof KeyError) return null;
      throw error;
    }
  }

  /**
   * The key to make a subscription with, kept before Calendly hears of it. While a subscription stands, what it signs
   * with stays good beside the new one. A key that no subscription stands for yet, because making one was cut short,
   * is used again: so the standing one's is never lost.
   */
  async renew(connection: Connection): Promise<string> {
    const { organizationId, id, subscription } = connection;
    const held = await this.current(connection);
    if (held !== null && subscription === null) return held;
    // First, so that a new key is never taken for that of the subscription that stands.
    await this.#connections.update(organizationId, id, { subscription: null });
    const made = this.#secrets.make();
    const placed = placeOf(connection);
    await this.#connections.saveSecrets(organizationId, id, {
      signingKey: await this.#cipher.seal(made, placed('signingKey')),
      previousSigningKey:
        held === null ? null : await this.#cipher.seal(held, placed('previousSigningKey')),
    });
    this.#directory.forget();
    return made;
  }

  /** Ends the time in which two keys are good. */
  async dropPrevious({ organizationId, id }: Connection): Promise<void> {
    const sealed = await this.#connections.secrets(organizationId, id);
    if (sealed === null || sealed.previousSigningKey === null) return;
    await this.#connections.saveSecrets(organizationId, id, { previousSigningKey: null });
    this.#directory.forget();
  }
}
