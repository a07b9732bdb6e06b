import type { Connection, SealedSecrets } from '../../domain/connection.ts';
import { KeyError } from '../../domain/errors.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { TokenCipher } from '../../ports/token-cipher.ts';
import { encryptionContextOf } from '../intake/encryption-context-of.ts';
import { refreshLease } from './access-tokens.ts';
import { subscribeLease } from './keep-subscription.ts';
import type { Leases } from './leases.ts';

/** The outcome for the secrets of all connections. */
export interface Resealing {
  connections: number;
  /** The number of secrets that an earlier key had sealed. */
  resealed: number;
  /** The connections with a secret that no key opens. */
  unreadable: Connection[];
}

type Field = keyof SealedSecrets;

export interface ResealSecretsParts {
  connections: ConnectionStore;
  tokenCipher: TokenCipher;
  leases: Leases;
}

/**
 * Seals with the current key what earlier keys sealed, so that those can be removed. Each connection is finished before
 * the next. A run that was cut short is repeated, and skips the finished ones. The service may run meanwhile.
 */
export class ResealSecrets {
  readonly #parts: ResealSecretsParts;

  constructor(parts: ResealSecretsParts) {
    this.#parts = parts;
  }

  /** `forget` erases the secrets that no key opens; their connections must be made again. */
  async execute({ forget = false } = {}): Promise<Resealing> {
    const connections = await this.#parts.connections.live();
    const outcome: Resealing = { connections: connections.length, resealed: 0, unreadable: [] };
    for (const connection of connections) {
      const { resealed, unreadable } = await this.#alone(connection, () =>
        this.#reseal(connection, forget),
      );
      outcome.resealed += resealed;
      if (unreadable) outcome.unreadable.push(connection);
    }
    return outcome;
  }

  /** Holds both leases of a connection, so that no new token is overwritten with an old one. */
  #alone<T>({ id }: Connection, work: () => Promise<T>): Promise<T> {
    return this.#parts.leases.hold(subscribeLease(id), () =>
      this.#parts.leases.hold(refreshLease(id), work),
    );
  }

  async #reseal(
    connection: Connection,
    forget: boolean,
  ): Promise<{ resealed: number; unreadable: boolean }> {
    const { organizationId, id } = connection;
    const sealed = (await this.#parts.connections.secrets(organizationId, id)) ?? {};
    const changes: Partial<SealedSecrets> = {};
    let resealed = 0;
    let unreadable = false;
    for (const [field, text] of Object.entries(sealed) as [Field, string | null][]) {
      if (text === null) continue;
      const plain = await this.#opened(connection, field, text);
      if (plain === null) {
        unreadable = true;
        if (forget) changes[field] = null;
      } else if (this.#parts.tokenCipher.sealedBy(text) !== 'current') {
        changes[field] = await this.#parts.tokenCipher.seal(
          plain,
          encryptionContextOf(connection)(field),
        );
        resealed += 1;
      }
    }
    if (Object.keys(changes).length > 0) {
      await this.#parts.connections.saveSecrets(organizationId, id, changes);
    }
    const isLost = changes.accessToken === null || changes.refreshToken === null;
    if (isLost)
      await this.#parts.connections.update(organizationId, id, { state: 'reconnect_required' });
    return { resealed, unreadable };
  }

  async #opened(connection: Connection, field: Field, text: string): Promise<string | null> {
    try {
      return await this.#parts.tokenCipher.open(text, encryptionContextOf(connection)(field));
    } catch (error) {
      if (error instanceof KeyError) return null;
      throw error;
    }
  }
}
