import { raw } from '@mikro-orm/core';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type {
  ScheduledEventPage,
  ScheduledEventQuery,
  ScheduledEventStore,
} from '../../src/ports/scheduled-event-store.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { scheduledEventFrom } from './scheduled-event-row.ts';
import { ScheduledEventEntity } from './schema.ts';
import { reading } from './store-error.ts';

/** Reads meetings through the mapper. */
export class PostgresScheduledEventStore implements ScheduledEventStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(
    organizationId: OrganizationId,
    { from, to, status, limit, cursor }: ScheduledEventQuery,
  ): Promise<ScheduledEventPage> {
    const key = await this.#database.cursorKey();
    const owner = { list: 'scheduled_events', organizationId } as const;
    const after = cursor === null ? null : readCursor(key, owner, cursor);
    const found = await reading(() =>
      this.#database.em().find(
        ScheduledEventEntity,
        {
          organizationId,
          startTime: { $ne: null, ...(from && { $gte: from }), ...(to && { $lt: to }) },
          ...(status !== null && { [raw(withStatus[status])]: [] }),
          ...(after && { [raw('(start_time, id) > (?::timestamptz, ?::uuid)', after)]: [] }),
        },
        { orderBy: { startTime: 'asc', id: 'asc' }, limit: limit + 1 },
      ),
    );
    const items = found.slice(0, limit).map(scheduledEventFrom);
    const last = found.length > limit ? items.at(-1) : undefined;
    const place = last && [last.meeting.startTime?.toISOString() ?? '', last.id];
    return { items, nextCursor: place ? writeCursor(key, owner, place) : null };
  }
}

/** Written out, not parameters: only then is the index on what is not active one for them. */
const withStatus = {
  active: `status = 'active'`,
  canceled: `status = 'canceled'`,
  rescheduled: `status = 'rescheduled'`,
};
