import type { Note } from '../domain/booking-note.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { Prospect } from '../domain/prospect.ts';
import type { ProspectFilter } from '../domain/prospect-filter.ts';
import type { ScheduledEvent } from '../domain/scheduled-event.ts';
import type { Page, Paging } from './page.ts';

/** Reads prospects and their rows. Every method sees one organization only. */
export interface ProspectStore {
  /**
   * A page by `lastActivityAt`, newest first. Each prospect comes once while nothing changes.
   * @throws CursorInvalid for a cursor that this organization was not given
   */
  list(organizationId: OrganizationId, query: ProspectQuery): Promise<ProspectPage>;

  /**
   * A page of a prospect's meetings by start, latest first. Meetings without a start come last. Empty when this
   * organization has no such prospect.
   * @throws CursorInvalid for a cursor that was not given for this list
   */
  scheduledEventsOf(
    organizationId: OrganizationId,
    prospectId: string,
    paging: Paging,
  ): Promise<Page<ScheduledEvent>>;

  /** A page of a prospect's notes, newest first. It behaves like {@link scheduledEventsOf}. */
  notesOf(organizationId: OrganizationId, prospectId: string, paging: Paging): Promise<Page<Note>>;

  /**
   * The prospects with these ids that this organization has, in the order of the ids. It takes the first that fit into
   * `maxBytes` (the bound of a page when absent), and always the first one.
   */
  prospects(
    organizationId: OrganizationId,
    ids: readonly string[],
    maxBytes?: number,
  ): Promise<ProspectView[]>;
  scheduledEvents(
    organizationId: OrganizationId,
    ids: readonly string[],
    maxBytes?: number,
  ): Promise<ScheduledEvent[]>;
  notes(organizationId: OrganizationId, ids: readonly string[], maxBytes?: number): Promise<Note[]>;
}

export interface ProspectQuery extends Paging {
  /** Part of a shown name or e-mail address, in any case. */
  search: string | null;
  filter: ProspectFilter | null;
}

export type ProspectPage = Page<ProspectView>;

export type ProspectView = Prospect & {
  /** The start of the next active meeting; null when there is none. */
  nextScheduledEventAt: Date | null;
};
