import {
  type EventLog,
  type GrownListener,
  type LogHead,
  type OrganizationId,
} from 'velvena-calendly-core';
import type { SqliteDatabase } from './sqlite-database.ts';

export class SqliteEventLog implements EventLog {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async read(organization: OrganizationId, after: number, limit: number) {
    const entries = this.#database.entries(organization, after, limit);
    return { ...this.#head(organization), entries };
  }

  async heads(organizations: readonly OrganizationId[]) {
    return new Map(organizations.map((id) => [id, this.#head(id)]));
  }

  onGrown(listener: GrownListener): void {
    this.#database.onGrown(listener);
  }

  #head(organization: OrganizationId): LogHead {
    const { epoch } = this.#database;
    return { seq: this.#database.lastSeq(organization), epoch, purgedThrough: 0 };
  }
}
