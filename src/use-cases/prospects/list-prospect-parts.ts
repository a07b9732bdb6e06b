import type { Note } from '../../domain/booking-note.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { ScheduledEvent } from '../../domain/scheduled-event.ts';
import type { EventLog } from '../../ports/event-log.ts';
import type { LogPosition } from '../../ports/notifier.ts';
import type { Page, Paging } from '../../ports/page.ts';
import type { ProspectStore } from '../../ports/prospect-store.ts';
import { logPositionOf } from './list-prospects.ts';

export interface ListProspectPartsParts {
  prospects: ProspectStore;
  eventLog: EventLog;
}

/** Lists the meetings and the notes of one prospect, each page with its position in the event log. */
export class ListProspectParts {
  readonly #parts: ListProspectPartsParts;

  constructor(parts: ListProspectPartsParts) {
    this.#parts = parts;
  }

  /** Latest start first. Null when this organization has no such prospect. */
  scheduledEvents(
    organizationId: OrganizationId,
    id: string,
    paging: Paging,
  ): Promise<(Page<ScheduledEvent> & LogPosition) | null> {
    return this.#page(organizationId, id, (prospectId) =>
      this.#parts.prospects.scheduledEventsOf(organizationId, prospectId, paging),
    );
  }

  /** Newest first. Null when this organization has no such prospect. */
  notes(
    organizationId: OrganizationId,
    id: string,
    paging: Paging,
  ): Promise<(Page<Note> & LogPosition) | null> {
    return this.#page(organizationId, id, (prospectId) =>
      this.#parts.prospects.notesOf(organizationId, prospectId, paging),
    );
  }

  async #page<Row>(
    organizationId: OrganizationId,
    id: string,
    read: (prospectId: string) => Promise<Page<Row>>,
  ): Promise<(Page<Row> & LogPosition) | null> {
    const { seq, epoch } = await logPositionOf(this.#parts.eventLog, organizationId);
    const [prospect] = await this.#parts.prospects.prospects(organizationId, [id]);
    return prospect === undefined ? null : { ...(await read(prospect.id)), seq, epoch };
  }
}
