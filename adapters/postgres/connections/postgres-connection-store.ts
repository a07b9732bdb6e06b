import { bounds } from '../../../src/domain/bounds.ts';
import { calendlyUserId } from '../../../src/domain/calendly-user-id.ts';
import type { Connection, SealedSecrets } from '../../../src/domain/connection.ts';
import { AlreadyConnected, StoreConflict } from '../../../src/domain/errors.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { ConnectionChanges, ConnectionStore } from '../../../src/ports/connection-store.ts';
import type { Database } from '../database/database.ts';
import { isUuid } from '../rows/is-uuid.ts';
import { byColumn } from '../rows/table.ts';
import { type ConnectionRow, connectionFrom, connectionRow } from './connection-row.ts';
import * as statements from './connection-statements.ts';

/** Each writer that connects or disconnects the same user at the same time costs a round. */
const rounds = 5;
/** A webhook waits for these reads: the keys of its connection, and its organization. */
const patience = bounds.webhookStatement.value;

/** Keeps connections in SQL. Each method is one statement, except {@link connect}. */
export class PostgresConnectionStore implements ConnectionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list(organizationId: OrganizationId): Promise<Connection[]> {
    return this.#connections(statements.listConnections, [organizationId]);
  }

  async get(organizationId: OrganizationId, id: string): Promise<Connection | null> {
    if (!isUuid(id)) return null;
    const [found] = await this.#connections(statements.getConnection, [organizationId, id]);
    return found ?? null;
  }

  async find(id: string): Promise<Connection | null> {
    if (!isUuid(id)) return null;
    const [found] = await this.#connections(statements.findConnection, [id]);
    return found ?? null;
  }

  async ofUsers(userUris: readonly string[]): Promise<Connection[]> {
    // A text column cannot hold a NUL: PostgreSQL refuses a statement with one.
    const ids = userUris.map(calendlyUserId).filter((id) => !id.includes('\0'));
    return ids.length === 0 ? [] : this.#connections(statements.connectionsOfUsers, [ids]);
  }

  live(): Promise<Connection[]> {
    return this.#connections(statements.liveConnections, []);
  }

  async connect(
    connection: Connection,
    seal: (id: string) => Promise<Partial<SealedSecrets>>,
  ): Promise<Connection> {
    for (let round = 0; round < rounds; round += 1) {
      const id = await this.#idFor(connection);
      const sealed = await seal(id);
      const row = connectionRow({ ...connection, id }, sealed);
      const parameters = [JSON.stringify([row]), byColumn(sealed)];
      const connected = await this.#connections(statements.connect, parameters).catch(
        nothingOnConflict,
      );
      if (connected[0] !== undefined) return connected[0];
    }
    throw new StoreConflict('Others connect this user of Calendly at the same time.');
  }

  async update(
    organizationId: OrganizationId,
    id: string,
    changes: ConnectionChanges,
  ): Promise<Connection | null> {
    if (!isUuid(id)) return null;
    const parameters = [organizationId, id, byColumn(changes)];
    const [updated] = await this.#connections(statements.updateConnection, parameters);
    return updated ?? null;
  }

  async secrets(organizationId: OrganizationId, id: string): Promise<SealedSecrets | null> {
    if (!isUuid(id)) return null;
    const parameters = [organizationId, id];
    const [found] = await this.#database.query<Json>(statements.readSecrets, parameters, patience);
    return found === undefined ? null : (JSON.parse(found.json) as SealedSecrets);
  }

  async saveSecrets(
    organizationId: OrganizationId,
    id: string,
    secrets: Partial<SealedSecrets>,
  ): Promise<boolean> {
    if (!isUuid(id)) return false;
    const parameters = [organizationId, id, byColumn(secrets)];
    return (await this.#database.query(statements.saveSecrets, parameters)).length > 0;
  }

  async disconnect(organizationId: OrganizationId, id: string): Promise<void> {
    if (isUuid(id)) await this.#database.query(statements.disconnect, [organizationId, id]);
  }

  async lease(name: string, holder: string, now: Date, until: Date): Promise<boolean> {
    const parameters = [name, holder, now.toISOString(), until.toISOString()];
    return (await this.#database.query(statements.lease, parameters)).length > 0;
  }

  async release(name: string, holder: string): Promise<void> {
    await this.#database.query(statements.release, [name, holder]);
  }

  /** @throws AlreadyConnected */
  async #idFor({ id, organizationId, user }: Connection): Promise<string> {
    const earlier = await this.#database.query<{ id: string; organizationId: string }>(
      statements.earlierConnections,
      [calendlyUserId(user.uri), organizationId],
    );
    if (earlier.some((one) => one.organizationId !== organizationId)) {
      throw new AlreadyConnected('Another organization has connected this user of Calendly.');
    }
    return earlier[0]?.id ?? id;
  }

  async #connections(sql: string, parameters: unknown[]): Promise<Connection[]> {
    const rows = await this.#database.query<Json>(sql, parameters, patience);
    return rows.map(({ json }) => connectionFrom(JSON.parse(json) as ConnectionRow));
  }
}

interface Json {
  json: string;
}

/** Another writer was first. The caller looks up the user's connection again. */
function nothingOnConflict(error: unknown): Connection[] {
  if (error instanceof StoreConflict) return [];
  throw error;
}
