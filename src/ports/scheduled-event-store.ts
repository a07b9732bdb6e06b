import type { OrganizationId } from '../domain/organization-id.ts';
import type { ScheduledEvent, ScheduledEventStatus } from '../domain/scheduled-event.ts';

/** Reads meetings across prospects. */
export interface ScheduledEventStore {
  /**
   * A page of meetings by start, earliest first. A meeting whose start is not known yet is in none.
   * @throws CursorInvalid for a cursor that this organization was not given
   */
  list(organizationId: OrganizationId, query: ScheduledEventQuery): Promise<ScheduledEventPage>;
}

export interface ScheduledEventQuery {
  /** Meetings that start at `from` or later, and before `to`. */
  from: Date | null;
  to: Date | null;
  status: ScheduledEventStatus | null;
  /** 1 to 100. */
  limit: number;
  cursor: string | null;
}

export interface ScheduledEventPage {
  items: ScheduledEvent[];
  nextCursor: string | null;
}
