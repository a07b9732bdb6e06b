import {
  type OrganizationId,
  type ScheduledEventQuery,
  type ScheduledEventStore,
  statusOf,
} from 'velvena-calendly-core';
import { pageOf } from './page-of.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

export class SqliteScheduledEventStore implements ScheduledEventStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async list(organization: OrganizationId, query: ScheduledEventQuery) {
    const { from, to, status, ...paging } = query;
    const positioned = this.#database.all(organization, 'event').flatMap((row) => {
      const { startTime: start } = row.meeting;
      const wanted =
        start !== null &&
        (from === null || start >= from) &&
        (to === null || start < to) &&
        (status === null || statusOf(row) === status);
      return wanted ? [{ at: start, id: row.id, row }] : [];
    });
    return pageOf(positioned, `events ${organization}`, 'oldest first', paging);
  }
}
