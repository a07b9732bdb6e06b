import { calendlyUserId } from '../../domain/calendly-user-id.ts';
import type { Connection } from '../../domain/connection.ts';
import { KeyError } from '../../domain/errors.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TokenCipher } from '../../ports/token-cipher.ts';
import { encryptionContextOf } from './encryption-context-of.ts';

/** A change by another process is seen after this time at the latest. */
const oldMilliseconds = 5_000;
/**
 * A missing connection is looked up again after this time. Strangers who invent ids cause one read a second at most.
 */
const youngMilliseconds = 1_000;

interface Snapshot {
  readAt: number;
  byId: Map<string, Connection>;
  byUser: Map<string, Connection>;
  idsOf: Map<OrganizationId, string[]>;
  keys: Map<string, Promise<readonly string[]>>;
}

export interface ConnectionDirectoryParts {
  connections: Pick<ConnectionStore, 'find' | 'live' | 'secrets'>;
  tokenCipher: TokenCipher;
  clock: Clock;
  logger: Logger;
}

/**
 * A snapshot of the live connections of all organizations. Every webhook asks it which connection an address names,
 * which keys sign for it, and who connected a Calendly user. It is read again every few seconds while webhooks come,
 * however many.
 */
export class ConnectionDirectory {
  readonly #parts: ConnectionDirectoryParts;
  #snapshot: Snapshot | null = null;
  #reading: Promise<Snapshot> | null = null;

  constructor(parts: ConnectionDirectoryParts) {
    this.#parts = parts;
  }

  /** Drops the snapshot, because this process changed a connection. */
  forget(): void {
    this.#snapshot = null;
    this.#reading = null;
  }

  /** True for a connection of any state, also a disconnected one. */
  async isConnection(id: string): Promise<boolean> {
    if ((await this.find(id)) !== null) return true;
    return (await this.#parts.connections.find(id)) !== null;
  }

  async find(id: string): Promise<Connection | null> {
    return (await this.#read(oldMilliseconds)).byId.get(id) ?? null;
  }

  /** The ids of an organization's live connections. */
  async idsOf(organizationId: OrganizationId): Promise<readonly string[]> {
    return (await this.#read(oldMilliseconds)).idsOf.get(organizationId) ?? [];
  }

  /** The connection of the first of these users who has one. */
  async ofUsers(userUris: readonly string[]): Promise<Connection | null> {
    if (userUris.length === 0) return null;
    const { byUser } = await this.#read(oldMilliseconds);
    for (const uri of userUris) {
      const connection = byUser.get(calendlyUserId(uri));
      if (connection !== undefined) return connection;
    }
    return null;
  }

  /**
   * The keys that sign webhooks to this connection's address; empty for an unknown connection. `again` asks for fresher
   * keys, after the last answer did not fit.
   */
  async signingKeys(id: string, again = false): Promise<readonly string[]> {
    const snapshot = await this.#read(again ? youngMilliseconds : oldMilliseconds);
    const connection = snapshot.byId.get(id);
    if (connection === undefined) return [];
    const known = snapshot.keys.get(id);
    if (known !== undefined) return known;
    const opening = this.#open(connection);
    snapshot.keys.set(id, opening);
    opening.catch(() => snapshot.keys.delete(id));
    return opening;
  }

  async #open(connection: Connection): Promise<readonly string[]> {
    const { tokenCipher, connections, logger } = this.#parts;
    const { organizationId, id } = connection;
    const sealed = await connections.secrets(organizationId, id);
    const keys: string[] = [];
    for (const field of ['signingKey', 'previousSigningKey'] as const) {
      const text = sealed?.[field] ?? null;
      if (text === null) continue;
      try {
        keys.push(await tokenCipher.open(text, encryptionContextOf(connection)(field)));
      } catch (error) {
        if (!(error instanceof KeyError)) throw error;
        logger.error('A signing key cannot be opened', { connectionId: id, field });
      }
    }
    return keys;
  }

  async #read(oldAfter: number): Promise<Snapshot> {
    const now = this.#parts.clock.now().getTime();
    const snapshot = this.#snapshot;
    // A clock that was set back must not keep an old snapshot for long.
    const age = snapshot === null ? Number.POSITIVE_INFINITY : Math.abs(now - snapshot.readAt);
    if (snapshot !== null && age < oldAfter) return snapshot;
    this.#reading ??= this.#begin(now);
    return this.#reading;
  }

  /** A snapshot that is dropped during its read is not kept: the change may have come after the read. */
  #begin(readAt: number): Promise<Snapshot> {
    const reading = this.#readAll(readAt);
    const end = (snapshot: Snapshot | null) => {
      if (this.#reading !== reading) return;
      this.#snapshot = snapshot;
      this.#reading = null;
    };
    reading.then(end, () => end(null));
    return reading;
  }

  async #readAll(readAt: number): Promise<Snapshot> {
    const live = await this.#parts.connections.live();
    return {
      readAt,
      byId: new Map(live.map((one) => [one.id, one])),
      byUser: new Map(live.map((one) => [calendlyUserId(one.user.uri), one])),
      idsOf: idsByOrganization(live),
      keys: new Map(),
    };
  }
}

function idsByOrganization(connections: readonly Connection[]): Map<OrganizationId, string[]> {
  const found = new Map<OrganizationId, string[]>();
  for (const { organizationId, id } of connections) {
    found.set(organizationId, [...(found.get(organizationId) ?? []), id]);
  }
  return found;
}
