import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { statusOf } from '../../src/domain/scheduled-event.ts';
import type {
  ScheduledEventPage,
  ScheduledEventQuery,
  ScheduledEventStore,
} from '../../src/ports/scheduled-event-store.ts';
import { ListCursors } from './list-cursors.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { pageOf } from './page-of.ts';

/** Reads meetings from memory. */
export class MemoryScheduledEventStore implements ScheduledEventStore {
  readonly #database: MemoryDatabase;
  readonly #cursors = new ListCursors();

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  async list(
    organizationId: OrganizationId,
    { from, to, status, ...paging }: ScheduledEventQuery,
  ): Promise<ScheduledEventPage> {
    const { scheduledEvents } = this.#database.rowsOf(organizationId);
    const found = [...scheduledEvents.peek()].flatMap((event) => {
      const { startTime: at } = event.meeting;
      const wanted =
        at !== null &&
        (from === null || at >= from) &&
        (to === null || at < to) &&
        (status === null || statusOf(event) === status);
      return wanted ? [{ at, id: event.id, event }] : [];
    });
    return pageOf(found, organizationId, this.#cursors, {
      ...paging,
      order: 'ascending',
      positionOf: (row) => row,
      itemFrom: ({ event }) => structuredClone(event),
    });
  }
}
