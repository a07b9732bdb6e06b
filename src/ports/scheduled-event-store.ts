import type { OrganizationId } from '../domain/organization-id.ts';
import type { ScheduledEvent, ScheduledEventStatus } from '../domain/scheduled-event.ts';
import type { Page, Paging } from './page.ts';

/** Reads meetings across prospects. */
export interface ScheduledEventStore {
  /**
   * A page of meetings by start, earliest first. Meetings without a known start are left out.
   * @throws CursorInvalid for a cursor that this organization was not given
   */
  list(organizationId: OrganizationId, query: ScheduledEventQuery): Promise<ScheduledEventPage>;
}

export interface ScheduledEventQuery extends Paging {
  /** Meetings that start at `from` or later, and before `to`. */
  from: Date | null;
  to: Date | null;
  status: ScheduledEventStatus | null;
}

export type ScheduledEventPage = Page<ScheduledEvent>;
