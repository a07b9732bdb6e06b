import type { Connection } from '../domain/connection.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { TokenCipher } from '../ports/token-cipher.ts';

/** Finds the connections with a secret that was sealed by a key that is not known (any more). */
export class FindLostSecrets {
  readonly #connections: Pick<ConnectionStore, 'live' | 'secrets'>;
  readonly #cipher: Pick<TokenCipher, 'sealedBy'>;

  constructor(
    connections: Pick<ConnectionStore, 'live' | 'secrets'>,
    cipher: Pick<TokenCipher, 'sealedBy'>,
  ) {
    this.#connections = connections;
    this.#cipher = cipher;
  }

  async execute(): Promise<Connection[]> {
    const lost: Connection[] = [];
    for (const connection of await this.#connections.live()) {
      const { organizationId, id } = connection;
      const sealed = Object.values((await this.#connections.secrets(organizationId, id)) ?? {});
      const isLost = (text: string | null) =>
        text !== null && this.#cipher.sealedBy(text) === 'unknown';
      if (sealed.some(isLost)) lost.push(connection);
    }
    return lost;
  }
}
