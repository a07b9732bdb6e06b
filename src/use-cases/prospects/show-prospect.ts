import { answerBytes } from '../../domain/answer-bytes.ts';
import type { Note } from '../../domain/booking-note.ts';
import { bounds } from '../../domain/bounds.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import { nextFirst, type ScheduledEvent } from '../../domain/scheduled-event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventLog } from '../../ports/event-log.ts';
import type { LogPosition } from '../../ports/notifier.ts';
import type { ProspectStore, ProspectView } from '../../ports/prospect-store.ts';
import { logPositionOf } from './list-prospects.ts';

/**
 * A prospect with its newest meetings, next first, and its newest notes, newest first. A cursor leads to older ones.
 */
export interface ProspectFile {
  prospect: ProspectView;
  scheduledEvents: ScheduledEvent[];
  scheduledEventsCursor: string | null;
  notes: Note[];
  notesCursor: string | null;
}

export interface ShowProspectParts {
  prospects: ProspectStore;
  eventLog: EventLog;
  clock: Clock;
}

/**
 * Shows one prospect with its meetings and notes, and the position in the event log from which a client keeps it up to
 * date.
 */
export class ShowProspect {
  readonly #parts: ShowProspectParts;

  constructor(parts: ShowProspectParts) {
    this.#parts = parts;
  }

  /** Null when this organization has no such prospect. */
  async execute(
    organizationId: OrganizationId,
    id: string,
  ): Promise<(ProspectFile & LogPosition) | null> {
    const { seq, epoch } = await logPositionOf(this.#parts.eventLog, organizationId);
    const [prospect] = await this.#parts.prospects.prospects(organizationId, [id]);
    return prospect === undefined
      ? null
      : { ...(await this.#fileOf(organizationId, prospect)), seq, epoch };
  }

  /** The notes get half of the page at most; the meetings get the rest. */
  async #fileOf(organizationId: OrganizationId, prospect: ProspectView): Promise<ProspectFile> {
    const room = bounds.page.value - answerBytes(prospect);
    const notes = await this.#parts.prospects.notesOf(organizationId, prospect.id, {
      limit: bounds.prospectNotes.value,
      maxBytes: room / 2,
      cursor: null,
    });
    const taken = notes.items.reduce((sum, note) => sum + answerBytes(note), 0);
    const meetings = await this.#parts.prospects.scheduledEventsOf(organizationId, prospect.id, {
      limit: bounds.prospectMeetings.value,
      maxBytes: room - taken,
      cursor: null,
    });
    return {
      prospect,
      scheduledEvents: meetings.items.toSorted(nextFirst(this.#parts.clock.now())),
      scheduledEventsCursor: meetings.nextCursor,
      notes: notes.items,
      notesCursor: notes.nextCursor,
    };
  }
}
