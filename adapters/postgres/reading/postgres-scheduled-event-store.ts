import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { ScheduledEvent } from '../../../src/domain/scheduled-event.ts';
import type {
  ScheduledEventPage,
  ScheduledEventQuery,
  ScheduledEventStore,
} from '../../../src/ports/scheduled-event-store.ts';
import type { Database } from '../database/database.ts';
import {
  type ScheduledEventRow,
  scheduledEventFrom,
  scheduledEventsTable,
} from '../rows/scheduled-event-row.ts';
import { readPage } from './read-page.ts';

/** Reads meetings of all prospects. */
export class PostgresScheduledEventStore implements ScheduledEventStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list(
    organizationId: OrganizationId,
    { from, to, status, ...paging }: ScheduledEventQuery,
  ): Promise<ScheduledEventPage> {
    return readPage<ScheduledEventRow, ScheduledEvent>(this.#database, {
      maxBytes: undefined,
      ...paging,
      list: { list: 'scheduled_events', organizationId },
      table: scheduledEventsTable,
      where: (write) => {
        const instant = (at: Date) => `${write.value(at.toISOString())}::timestamptz`;
        return [
          'x.start_time is not null',
          ...(from === null ? [] : [`x.start_time >= ${instant(from)}`]),
          ...(to === null ? [] : [`x.start_time < ${instant(to)}`]),
          ...(status === null ? [] : [withStatus[status]]),
        ];
      },
      by: { sql: 'x.start_time', of: ({ meeting }) => meeting.startTime?.toISOString() ?? '' },
      direction: 'asc',
      itemFrom: scheduledEventFrom,
    });
  }
}

/** Literals, not parameters: PostgreSQL uses the partial index on other statuses than `active` only for literals. */
const withStatus = {
  active: `x.status = 'active'`,
  canceled: `x.status = 'canceled'`,
  rescheduled: `x.status = 'rescheduled'`,
};
