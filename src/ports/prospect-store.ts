import type { Note } from '../domain/booking-note.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { Prospect } from '../domain/prospect.ts';
import type { ScheduledEvent } from '../domain/scheduled-event.ts';

/** Reads prospects and what belongs to them. Every method sees one organization only. */
export interface ProspectStore {
  /**
   * A page by `lastActivityAt`, newest first, each prospect once while nothing changes.
   * @throws CursorInvalid for a cursor that this organization was not given
   */
  list(organizationId: OrganizationId, query: ProspectQuery): Promise<ProspectPage>;

  /** Null when this organization has no such prospect. */
  get(organizationId: OrganizationId, id: string): Promise<ProspectFile | null>;

  /** Those of the ids that this organization has, in no particular order. */
  prospects(organizationId: OrganizationId, ids: readonly string[]): Promise<ProspectView[]>;
  scheduledEvents(
    organizationId: OrganizationId,
    ids: readonly string[],
  ): Promise<ScheduledEvent[]>;
  notes(organizationId: OrganizationId, ids: readonly string[]): Promise<Note[]>;
}

export interface ProspectQuery {
  /** 1 to 100. */
  limit: number;
  cursor: string | null;
  /** Part of a shown name or e-mail address, in any case. */
  search: string | null;
  filter: ProspectFilter | null;
}

/** Prospects with a meeting to come; with a canceled one; with one that they did not attend. */
export type ProspectFilter = 'upcoming' | 'canceled' | 'no_show';

export interface ProspectPage {
  items: ProspectView[];
  nextCursor: string | null;
}

export type ProspectView = Prospect & {
  /** The start of the next active meeting, null when there is none. */
  nextScheduledEventAt: Date | null;
};

/** A prospect with its meetings, next first, and its notes, newest first. */
export interface ProspectFile {
  prospect: ProspectView;
  scheduledEvents: ScheduledEvent[];
  notes: Note[];
}
