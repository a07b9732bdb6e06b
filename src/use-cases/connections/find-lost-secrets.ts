import type { Connection } from '../../domain/connection.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { TokenCipher } from '../../ports/token-cipher.ts';

export interface FindLostSecretsParts {
  connections: Pick<ConnectionStore, 'live' | 'secrets'>;
  tokenCipher: Pick<TokenCipher, 'sealedBy'>;
}

/** Finds the connections with a secret whose key is unknown. */
export class FindLostSecrets {
  readonly #parts: FindLostSecretsParts;

  constructor(parts: FindLostSecretsParts) {
    this.#parts = parts;
  }

  async execute(): Promise<Connection[]> {
    const lost: Connection[] = [];
    for (const connection of await this.#parts.connections.live()) {
      const { organizationId, id } = connection;
      const sealed = Object.values(
        (await this.#parts.connections.secrets(organizationId, id)) ?? {},
      );
      const isLost = (text: string | null) =>
        text !== null && this.#parts.tokenCipher.sealedBy(text) === 'unknown';
      if (sealed.some(isLost)) lost.push(connection);
    }
    return lost;
  }
}
