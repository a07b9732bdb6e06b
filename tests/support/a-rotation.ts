import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { JoseTokenCipher } from '../../adapters/jose/jose-token-cipher.ts';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { MemoryConnectionStore } from '../../adapters/memory/memory-connection-store.ts';
import { UuidGenerator } from '../../adapters/node/uuid-generator.ts';
import type { Connection } from '../../src/domain/connection.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { ConnectionStore } from '../../src/ports/connection-store.ts';
import { Leases } from '../../src/use-cases/connections/leases.ts';
import { ResealSecrets } from '../../src/use-cases/connections/reseal-secrets.ts';
import { encryptionContextOf } from '../../src/use-cases/intake/encryption-context-of.ts';
import { aConnection } from './a-connection.ts';

const fields = ['accessToken', 'refreshToken', 'signingKey'] as const;

/** A key as the setting has it. */
export function aKey(): string {
  return randomBytes(32).toString('base64');
}

/** Connections whose secrets are sealed by keys that come and go. */
export class ARotation {
  readonly connections: ConnectionStore;
  readonly #clock = new ManualClock(new Date('2026-11-24T09:00:00.000Z'));
  #keys: string[] = [];

  constructor(connections: ConnectionStore = new MemoryConnectionStore()) {
    this.connections = connections;
  }

  setKeys(...keys: string[]): void {
    this.#keys = keys;
  }

  get cipher(): JoseTokenCipher {
    return new JoseTokenCipher(this.#keys);
  }

  get leases(): Leases {
    const pause = async () => delay(1);
    return new Leases({
      connections: this.connections,
      clock: this.#clock,
      ids: new UuidGenerator(),
      pause,
    });
  }

  get reseal(): ResealSecrets {
    return new ResealSecrets({
      connections: this.connections,
      tokenCipher: this.cipher,
      leases: this.leases,
    });
  }

  /** A connection whose secrets say whose they are. */
  async connect(organization = 'acme'): Promise<Connection> {
    const connection = aConnection(organizationId(organization));
    const sealed = async (field: (typeof fields)[number]) =>
      this.cipher.seal(`${field} of ${connection.id}`, encryptionContextOf(connection)(field));
    return this.connections.connect(connection, async () => ({
      accessToken: await sealed('accessToken'),
      refreshToken: await sealed('refreshToken'),
      signingKey: await sealed('signingKey'),
      previousSigningKey: null,
    }));
  }

  /** The secrets, opened with the current keys. */
  async opened(connection: Connection): Promise<Record<string, string | null>> {
    const { organizationId: organization, id } = connection;
    const sealed = await this.connections.secrets(organization, id);
    const texts: Record<string, string | null> = {};
    for (const field of fields) {
      const text = sealed?.[field] ?? null;
      texts[field] =
        text === null ? null : await this.cipher.open(text, encryptionContextOf(connection)(field));
    }
    return texts;
  }
}

/** The secrets that a connection was made with. */
export function secretsOf({ id }: Connection): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, `${field} of ${id}`]));
}
