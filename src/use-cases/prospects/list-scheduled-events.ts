import type { OrganizationId } from '../../domain/organization-id.ts';
import type { EventLog } from '../../ports/event-log.ts';
import type { LogPosition } from '../../ports/notifier.ts';
import type {
  ScheduledEventPage,
  ScheduledEventQuery,
  ScheduledEventStore,
} from '../../ports/scheduled-event-store.ts';
import { logPositionOf } from './list-prospects.ts';

export interface ListScheduledEventsParts {
  scheduledEvents: ScheduledEventStore;
  eventLog: EventLog;
}

/** Lists meetings, each page with the position in the event log from which a client keeps it up to date. */
export class ListScheduledEvents {
  readonly #parts: ListScheduledEventsParts;

  constructor(parts: ListScheduledEventsParts) {
    this.#parts = parts;
  }

  async execute(
    organizationId: OrganizationId,
    query: ScheduledEventQuery,
  ): Promise<ScheduledEventPage & LogPosition> {
    const position = await logPositionOf(this.#parts.eventLog, organizationId);
    return { ...(await this.#parts.scheduledEvents.list(organizationId, query)), ...position };
  }
}
