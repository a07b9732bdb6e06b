import { answerBytes } from '../../src/domain/answer-bytes.ts';
import type { Note } from '../../src/domain/booking-note.ts';
import { bounds } from '../../src/domain/bounds.ts';
import { fitting } from '../../src/domain/fitting.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import type { ProspectFilter } from '../../src/domain/prospect-filter.ts';
import { type ScheduledEvent, statusOf } from '../../src/domain/scheduled-event.ts';
import { comparableText, searchedText } from '../../src/domain/searched-text.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Page, Paging } from '../../src/ports/page.ts';
import type {
  ProspectPage,
  ProspectQuery,
  ProspectStore,
  ProspectView,
} from '../../src/ports/prospect-store.ts';
import { ListCursors } from './list-cursors.ts';
import type { MemoryDatabase, OrganizationRows } from './memory-database.ts';
import { pageOf } from './page-of.ts';

/** The instant by which a meeting without a start is sorted. */
const beforeAll = new Date(-8.64e15);

/** Reads prospects, their meetings and their notes from memory. */
export class MemoryProspectStore implements ProspectStore {
  readonly #database: MemoryDatabase;
  readonly #clock: Clock;
  readonly #cursors = {
    prospects: new ListCursors(),
    scheduledEvents: new ListCursors(),
    notes: new ListCursors(),
  };

  constructor(database: MemoryDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async list(
    organizationId: OrganizationId,
    { search, filter, ...paging }: ProspectQuery,
  ): Promise<ProspectPage> {
    const rows = this.#database.rowsOf(organizationId);
    const found = [...rows.prospects.peek()].filter(
      (prospect) => hasText(prospect, search) && this.#hasMeeting(rows, prospect, filter),
    );
    return pageOf(found, organizationId, this.#cursors.prospects, {
      ...paging,
      order: 'descending',
      positionOf: ({ lastActivityAt, id }) => ({ at: lastActivityAt, id }),
      itemFrom: (prospect) => this.#view(rows, structuredClone(prospect)),
    });
  }

  async scheduledEventsOf(
    organizationId: OrganizationId,
    prospectId: string,
    paging: Paging,
  ): Promise<Page<ScheduledEvent>> {
    const { scheduledEvents } = this.#database.rowsOf(organizationId);
    const owner = `${organizationId} ${prospectId}`;
    const own = scheduledEvents.where('prospectId', prospectId);
    return pageOf(own, owner, this.#cursors.scheduledEvents, {
      ...paging,
      order: 'descending',
      positionOf: ({ meeting, id }) => ({ at: meeting.startTime ?? beforeAll, id }),
      itemFrom: (event) => event,
    });
  }

  async notesOf(
    organizationId: OrganizationId,
    prospectId: string,
    paging: Paging,
  ): Promise<Page<Note>> {
    const { notes } = this.#database.rowsOf(organizationId);
    const owner = `${organizationId} ${prospectId}`;
    return pageOf(notes.where('prospectId', prospectId), owner, this.#cursors.notes, {
      ...paging,
      order: 'descending',
      positionOf: ({ createdAt, id }) => ({ at: createdAt, id }),
      itemFrom: (note) => note,
    });
  }

  async prospects(
    organizationId: OrganizationId,
    ids: readonly string[],
    maxBytes?: number,
  ): Promise<ProspectView[]> {
    const rows = this.#database.rowsOf(organizationId);
    const views = ids.flatMap((id) => rows.prospects.get(id) ?? []);
    return firstOf(
      views.map((prospect) => this.#view(rows, prospect)),
      maxBytes,
    );
  }

  async scheduledEvents(
    organizationId: OrganizationId,
    ids: readonly string[],
    maxBytes?: number,
  ): Promise<ScheduledEvent[]> {
    const { scheduledEvents } = this.#database.rowsOf(organizationId);
    return firstOf(
      ids.flatMap((id) => scheduledEvents.get(id) ?? []),
      maxBytes,
    );
  }

  async notes(
    organizationId: OrganizationId,
    ids: readonly string[],
    maxBytes?: number,
  ): Promise<Note[]> {
    const { notes } = this.#database.rowsOf(organizationId);
    return firstOf(
      ids.flatMap((id) => notes.get(id) ?? []),
      maxBytes,
    );
  }

  #hasMeeting(rows: OrganizationRows, { id }: Prospect, filter: ProspectFilter | null): boolean {
    const now = this.#clock.now();
    const matches = {
      upcoming: (event: ScheduledEvent) =>
        statusOf(event) === 'active' && (event.meeting.startTime ?? now) > now,
      canceled: (event: ScheduledEvent) => statusOf(event) === 'canceled',
      no_show: (event: ScheduledEvent) => event.noShow,
    };
    return filter === null || rows.scheduledEvents.where('prospectId', id).some(matches[filter]);
  }

  #view(rows: OrganizationRows, prospect: Prospect): ProspectView {
    const now = this.#clock.now();
    let next: Date | null = null;
    for (const event of rows.scheduledEvents.where('prospectId', prospect.id)) {
      const { startTime } = event.meeting;
      if (startTime === null || startTime <= now || statusOf(event) !== 'active') continue;
      if (next === null || startTime < next) next = startTime;
    }
    return { ...prospect, nextScheduledEventAt: next };
  }
}

function firstOf<Row extends object>(rows: Row[], maxBytes: number = bounds.page.value): Row[] {
  return fitting(rows, maxBytes, answerBytes).items;
}

function hasText(prospect: Prospect, search: string | null): boolean {
  if (search === null) return true;
  return searchedText(prospect).includes(comparableText(search));
}
