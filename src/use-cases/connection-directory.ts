import { calendlyUserId } from '../domain/calendly-user-id.ts';
import type { Connection } from '../domain/connection.ts';
import { KeyError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { TokenCipher } from '../ports/token-cipher.ts';
import { placeOf } from './place-of.ts';

/** What other processes changed is seen after this at the latest. */
const oldMilliseconds = 5_000;
/** What was not found is looked for again after this: strangers who make ids up cause no more reads than one a second. */
const youngMilliseconds = 1_000;

interface Snapshot {
  readAt: number;
  byId: Map<string, Connection>;
  byUser: Map<string, Connection>;
  keys: Map<string, Promise<readonly string[]>>;
}

export interface DirectoryParts {
  connections: Pick<ConnectionStore, 'live' | 'secrets'>;
  cipher: TokenCipher;
  clock: Clock;
  logger: Logger;
}

/**
 * The live connections of all organizations, at hand for every webhook: which connection an address names, whose keys
 * it is signed with, and whose a user of Calendly is. Read again every few seconds while webhooks come, however many.
 */
export class ConnectionDirectory {
  readonly #parts: DirectoryParts;
  #snapshot: Snapshot | null = null;
  #reading: Promise<Snapshot> | null = null;

  constructor(parts: DirectoryParts) {
    this.#parts = parts;
  }

  /** What this process knows to have changed is read anew. */
  forget(): void {
    this.#snapshot = null;
    this.#reading = null;
  }

  async find(id: string): Promise<Connection | null> {
    return (await this.#read(oldMilliseconds)).byId.get(id) ?? null;
  }

  /** The first of these users whom somebody has connected. */
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
   * What webhooks to this connection's address are signed with; nothing for an unknown one. `again`: what was answered
   * just now did not fit.
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
    const { cipher, connections, logger } = this.#parts;
    const { organizationId, id } = connection;
    const sealed = await connections.secrets(organizationId, id);
    const keys: string[] = [];
    for (const field of ['signingKey', 'previousSigningKey'] as const) {
      const text = sealed?.[field] ?? null;
      if (text === null) continue;
      try {
        keys.push(await cipher.open(text, placeOf(connection)(field)));
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
    // A clock that was set back must not keep an old one for long.
    const age = snapshot === null ? Number.POSITIVE_INFINITY : Math.abs(now - snapshot.readAt);
    if (snapshot !== null && age < oldAfter) return snapshot;
    this.#reading ??= this.#begin(now);
    return this.#reading;
  }

  /** What is forgotten while it is read is not kept: the change may have come after the read. */
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
      keys: new Map(),
    };
  }
}
