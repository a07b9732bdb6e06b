import type { Note } from '../../src/domain/booking-note.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { nextFirst, type ScheduledEvent } from '../../src/domain/scheduled-event.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type {
  ProspectFile,
  ProspectPage,
  ProspectQuery,
  ProspectStore,
  ProspectView,
} from '../../src/ports/prospect-store.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { noteFrom } from './note-row.ts';
import { prospectFrom } from './prospect-row.ts';
import { ProspectSearch } from './prospect-search.ts';
import type { Place } from './prospect-search-statements.ts';
import { scheduledEventFrom } from './scheduled-event-row.ts';
import { NoteEntity, ScheduledEventEntity } from './schema.ts';
import { searchText } from './search-columns.ts';
import { reading } from './store-error.ts';
import { SubjectReader } from './subject-reader.ts';

/** Reads prospects. A page of them is found first, and then read as any rows are by their ids. */
export class PostgresProspectStore implements ProspectStore {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #subjects: SubjectReader;
  readonly #search: ProspectSearch;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#subjects = new SubjectReader(database, clock);
    this.#search = new ProspectSearch(database);
  }

  async list(organizationId: OrganizationId, query: ProspectQuery): Promise<ProspectPage> {
    const key = await this.#database.cursorKey();
    const owner = { list: 'prospects', organizationId } as const;
    const after = query.cursor === null ? null : placeFrom(readCursor(key, owner, query.cursor));
    return reading(async () => {
      const found = await this.#search.page({
        organizationId,
        text: query.search === null ? null : searchText(query.search),
        filter: query.filter,
        now: this.#clock.now(),
        after,
        limit: query.limit + 1,
      });
      const page = found.slice(0, query.limit);
      const last = found.length > query.limit ? page.at(-1) : undefined;
      return {
        items: await this.#inOrder(organizationId, page),
        nextCursor: last === undefined ? null : writeCursor(key, owner, [last.at, last.id]),
      };
    });
  }

  async get(organizationId: OrganizationId, id: string): Promise<ProspectFile | null> {
    const [prospect] = await this.prospects(organizationId, [id]);
    if (prospect === undefined) return null;
    return reading(async () => {
      const em = this.#database.em();
      const of = { organizationId, prospectId: prospect.id };
      const scheduledEvents = await em.find(ScheduledEventEntity, of);
      const notes = await em.find(NoteEntity, of, { orderBy: { createdAt: 'desc', id: 'desc' } });
      return {
        prospect,
        scheduledEvents: scheduledEvents
          .map(scheduledEventFrom)
          .toSorted(nextFirst(this.#clock.now())),
        notes: notes.map(noteFrom),
      };
    });
  }

  async prospects(organizationId: OrganizationId, ids: readonly string[]): Promise<ProspectView[]> {
    const found = await this.#subjects.read('prospects', organizationId, ids);
    return found.map(({ row, next }) => ({
      ...prospectFrom(row),
      nextScheduledEventAt: next ? new Date(next) : null,
    }));
  }

  async scheduledEvents(
    organizationId: OrganizationId,
    ids: readonly string[],
  ): Promise<ScheduledEvent[]> {
    const found = await this.#subjects.read('scheduledEvents', organizationId, ids);
    return found.map(({ row }) => scheduledEventFrom(row));
  }

  async notes(organizationId: OrganizationId, ids: readonly string[]): Promise<Note[]> {
    const found = await this.#subjects.read('notes', organizationId, ids);
    return found.map(({ row }) => noteFrom(row));
  }

  async #inOrder(organizationId: OrganizationId, page: readonly Place[]): Promise<ProspectView[]> {
    const ids = page.map(({ id }) => id);
    const views = new Map(
      (await this.prospects(organizationId, ids)).map((view) => [view.id, view]),
    );
    return ids.flatMap((id) => views.get(id) ?? []);
  }
}

function placeFrom([at = '', id = '']: string[]): Place {
  return { at, id };
}
