import type { Note } from '../../src/domain/booking-note.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { type Prospect, shownFields } from '../../src/domain/prospect.ts';
import { nextFirst, type ScheduledEvent, statusOf } from '../../src/domain/scheduled-event.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type {
  ProspectFile,
  ProspectFilter,
  ProspectPage,
  ProspectQuery,
  ProspectStore,
  ProspectView,
} from '../../src/ports/prospect-store.ts';
import { ListCursors } from './list-cursors.ts';
import type { MemoryDatabase, OrganizationRows } from './memory-database.ts';
import { pageOf } from './page-of.ts';

/** Reads prospects and what belongs to them from memory. */
export class MemoryProspectStore implements ProspectStore {
  readonly #database: MemoryDatabase;
  readonly #clock: Clock;
  readonly #cursors = new ListCursors();

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
    const page = pageOf(found, organizationId, this.#cursors, {
      ...paging,
      order: 'descending',
      placeOf: ({ lastActivityAt, id }) => ({ at: lastActivityAt, id }),
    });
    const items = page.items.map((prospect) => this.#view(rows, structuredClone(prospect)));
    return { items, nextCursor: page.nextCursor };
  }

  async get(organizationId: OrganizationId, id: string): Promise<ProspectFile | null> {
    const rows = this.#database.rowsOf(organizationId);
    const prospect = rows.prospects.get(id);
    if (prospect === undefined) return null;
    return {
      prospect: this.#view(rows, prospect),
      scheduledEvents: rows.scheduledEvents
        .where('prospectId', id)
        .toSorted(nextFirst(this.#clock.now())),
      notes: rows.notes.where('prospectId', id).toSorted(latestNoteFirst),
    };
  }

  async prospects(organizationId: OrganizationId, ids: readonly string[]): Promise<ProspectView[]> {
    const rows = this.#database.rowsOf(organizationId);
    const found = ids.flatMap((id) => rows.prospects.get(id) ?? []);
    return found.map((prospect) => this.#view(rows, prospect));
  }

  async scheduledEvents(
    organizationId: OrganizationId,
    ids: readonly string[],
  ): Promise<ScheduledEvent[]> {
    const { scheduledEvents } = this.#database.rowsOf(organizationId);
    return ids.flatMap((id) => scheduledEvents.get(id) ?? []);
  }

  async notes(organizationId: OrganizationId, ids: readonly string[]): Promise<Note[]> {
    const { notes } = this.#database.rowsOf(organizationId);
    return ids.flatMap((id) => notes.get(id) ?? []);
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

function hasText(prospect: Prospect, search: string | null): boolean {
  if (search === null) return true;
  const text = `${shownFields(prospect).name} ${prospect.email}`;
  return text.normalize('NFC').toLowerCase().includes(search.normalize('NFC').toLowerCase());
}

function latestNoteFirst(a: Note, b: Note): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || descending(a.id, b.id);
}

function descending(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? 1 : -1;
}
