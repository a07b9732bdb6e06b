import type { Connection } from '../domain/connection.ts';
import type { ConnectionChanges, ConnectionStore } from '../ports/connection-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { AnnounceConnection } from './announce-connection.ts';

/** Changes what is known of a connection, and tells it where it changed anything. */
export class ChangeConnection {
  readonly #connections: ConnectionStore;
  readonly #announce: AnnounceConnection;
  readonly #logger: Logger;

  constructor(connections: ConnectionStore, announce: AnnounceConnection, logger: Logger) {
    this.#connections = connections;
    this.#announce = announce;
    this.#logger = logger;
  }

  /** The connection as it is then. Null when it was disconnected meanwhile, which nothing changes. */
  async execute(before: Connection, changes: ConnectionChanges): Promise<Connection | null> {
    const { organizationId, id } = before;
    const after = await this.#connections.update(organizationId, id, changes);
    if (after === null) return null;
    const names = Object.keys(changes) as (keyof ConnectionChanges)[];
    const changed = names.filter((name) => told(before[name]) !== told(after[name]));
    if (changed.length > 0) await this.tell(after, changed);
    return after;
  }

  /** Tells that a connection is not what it was. That nobody could be told undoes nothing. */
  async tell(
    { organizationId, id }: Pick<Connection, 'organizationId' | 'id'>,
    changed: readonly string[] = [],
  ): Promise<void> {
    try {
      await this.#announce.execute(organizationId, id, changed);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#logger.warn('A change of a connection was not announced', { organizationId, reason });
    }
  }
}

/** When something was looked at last is no change of it. */
function told(value: unknown): string {
  return JSON.stringify(value, (name, inner: unknown) => (name === 'checkedAt' ? null : inner));
}
