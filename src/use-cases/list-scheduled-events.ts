import type { OrganizationId } from '../domain/organization-id.ts';
import type { EventLog } from '../ports/event-log.ts';
import type { Place } from '../ports/notifier.ts';
import type {
  ScheduledEventPage,
  ScheduledEventQuery,
  ScheduledEventStore,
} from '../ports/scheduled-event-store.ts';
import { placeOf } from './list-prospects.ts';

/** A page of meetings, and the place in the event log from which a client keeps it up to date. */
export class ListScheduledEvents {
  readonly #events: ScheduledEventStore;
  readonly #log: EventLog;

  constructor(events: ScheduledEventStore, log: EventLog) {
    this.#events = events;
    this.#log = log;
  }

  async execute(
    organizationId: OrganizationId,
    query: ScheduledEventQuery,
  ): Promise<ScheduledEventPage & Place> {
    const place = await placeOf(this.#log, organizationId);
    return { ...(await this.#events.list(organizationId, query)), ...place };
  }
}
