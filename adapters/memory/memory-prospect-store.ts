import type { Note } from '../../src/domain/booking-note.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import { nextFirst, type ScheduledEvent, statusOf } from '../../src/domain/scheduled-event.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type {
  ProspectFile,
  ProspectPage,
  ProspectQuery,
  ProspectStore,
  ProspectView,
} from '../../src/ports/prospect-store.ts';
import { ListCursors } from './list-cursors.ts';
import type { MemoryDatabase, OrganizationRows } from './memory-database.ts';

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
    { limit, cursor }: ProspectQuery,
  ): Promise<ProspectPage> {
    const rows = this.#database.rowsOf(organizationId);
    const last = cursor === null ? null : this.#cursors.read(organizationId, cursor);
    const rest = [...rows.prospects.peek()]
      .filter((prospect) => last === null || newestFirst(last, prospect) < 0)
      .toSorted(newestFirst);
    const items = rest
      .slice(0, limit)
      .map((prospect) => this.#view(rows, structuredClone(prospect)));
    const end = rest.length > limit ? items.at(-1) : undefined;
    const nextCursor = end === undefined ? null : this.#cursors.after(organizationId, end);
    return { items, nextCursor };
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

type Place = Pick<Prospect, 'lastActivityAt' | 'id'>;

function newestFirst(a: Place, b: Place): number {
  return b.lastActivityAt.getTime() - a.lastActivityAt.getTime() || descending(a.id, b.id);
}

function latestNoteFirst(a: Note, b: Note): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || descending(a.id, b.id);
}

function descending(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? 1 : -1;
}
