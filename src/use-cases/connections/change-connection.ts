import type { Connection } from '../../domain/connection.ts';
import type { ConnectionChanges, ConnectionStore } from '../../ports/connection-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { AnnounceConnection } from './announce-connection.ts';

export interface ChangeConnectionParts {
  connections: ConnectionStore;
  announceConnection: AnnounceConnection;
  logger: Logger;
}

/** Changes a connection, and announces what changed. */
export class ChangeConnection {
  readonly #parts: ChangeConnectionParts;

  constructor(parts: ChangeConnectionParts) {
    this.#parts = parts;
  }

  /** The changed connection. Null when it was disconnected meanwhile: nothing changes it then. */
  async execute(before: Connection, changes: ConnectionChanges): Promise<Connection | null> {
    const { organizationId, id } = before;
    const after = await this.#parts.connections.update(organizationId, id, changes);
    if (after === null) return null;
    const names = Object.keys(changes) as (keyof ConnectionChanges)[];
    const changed = names.filter((name) => comparable(before[name]) !== comparable(after[name]));
    if (changed.length > 0) await this.announce(after, changed);
    return after;
  }

  /** Announces a change of a connection. A failed announcement does not roll the change back. */
  async announce(
    { organizationId, id }: Pick<Connection, 'organizationId' | 'id'>,
    changed: readonly string[] = [],
  ): Promise<void> {
    try {
      await this.#parts.announceConnection.execute(organizationId, id, changed);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#parts.logger.warn('A change of a connection was not announced', {
        organizationId,
        reason,
      });
    }
  }
}

/** A value as text, without the time of the last look: a look alone changes nothing. */
function comparable(value: unknown): string {
  return JSON.stringify(value, (name, inner: unknown) => (name === 'checkedAt' ? null : inner));
}
