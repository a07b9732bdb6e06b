import type { Connection, SealedSecrets } from '../domain/connection.ts';
import { KeyError } from '../domain/errors.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { TokenCipher } from '../ports/token-cipher.ts';
import { refreshLease } from './access-tokens.ts';
import { subscribeLease } from './keep-subscription.ts';
import type { Leases } from './leases.ts';
import { placeOf } from './place-of.ts';

/** What became of the secrets of all connections. */
export interface Resealing {
  connections: number;
  /** Secrets that an earlier key had sealed. */
  resealed: number;
  /** The connections with a secret that no key opens. */
  unreadable: Connection[];
}

type Field = keyof SealedSecrets;

/**
 * Seals by the current key what earlier ones sealed, so that those can go. Each connection is done at once and for good:
 * when it is cut short, it is begun again, and what is done already is left alone. The service may run meanwhile.
 */
export class ResealSecrets {
  readonly #connections: ConnectionStore;
  readonly #cipher: TokenCipher;
  readonly #leases: Leases;

  constructor(connections: ConnectionStore, cipher: TokenCipher, leases: Leases) {
    this.#connections = connections;
    this.#cipher = cipher;
    this.#leases = leases;
  }

  /** With `forget`, what no key opens is erased: the connection has to be made again. */
  async execute({ forget = false } = {}): Promise<Resealing> {
    const connections = await this.#connections.live();
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

  /** Nobody changes a connection's secrets meanwhile: a new token must not be overwritten with an old one. */
  #alone<T>({ id }: Connection, work: () => Promise<T>): Promise<T> {
    return this.#leases.hold(subscribeLease(id), () => this.#leases.hold(refreshLease(id), work));
  }

  async #reseal(
    connection: Connection,
    forget: boolean,
  ): Promise<{ resealed: number; unreadable: boolean }> {
    const { organizationId, id } = connection;
    const sealed = (await this.#connections.secrets(organizationId, id)) ?? {};
    const changes: Partial<SealedSecrets> = {};
    let resealed = 0;
    let unreadable = false;
    for (const [field, text] of Object.entries(sealed) as [Field, string | null][]) {
      if (text === null) continue;
      const plain = await this.#opened(connection, field, text);
      if (plain === null) {
        unreadable = true;
        if (forget) changes[field] = null;
      } else if (this.#cipher.sealedBy(text) !== 'current') {
        changes[field] = await this.#cipher.seal(plain, placeOf(connection)(field));
        resealed += 1;
      }
    }
    if (Object.keys(changes).length > 0) {
      await this.#connections.saveSecrets(organizationId, id, changes);
    }
    const isLost = changes.accessToken === null || changes.refreshToken === null;
    if (isLost) await this.#connections.update(organizationId, id, { state: 'reconnect_required' });
    return { resealed, unreadable };
  }

  async #opened(connection: Connection, field: Field, text: string): Promise<string | null> {
    try {
      return await this.#cipher.open(text, placeOf(connection)(field));
    } catch (error) {
      if (error instanceof KeyError) return null;
      throw error;
    }
  }
}
