import { answerBytes } from '../../../src/domain/answer-bytes.ts';
import type { Note } from '../../../src/domain/booking-note.ts';
import { bounds } from '../../../src/domain/bounds.ts';
import { fitting } from '../../../src/domain/fitting.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { ScheduledEvent } from '../../../src/domain/scheduled-event.ts';
import { comparableText } from '../../../src/domain/searched-text.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Page, Paging } from '../../../src/ports/page.ts';
import type {
  ProspectPage,
  ProspectQuery,
  ProspectStore,
  ProspectView,
} from '../../../src/ports/prospect-store.ts';
import type { Database } from '../database/database.ts';
import { reading } from '../database/store-error.ts';
import { readCursor, writeCursor } from '../rows/cursor.ts';
import { isUuid } from '../rows/is-uuid.ts';
import { type NoteRow, noteFrom, notesTable } from '../rows/note-row.ts';
import { prospectFrom } from '../rows/prospect-row.ts';
import {
  type ScheduledEventRow,
  scheduledEventFrom,
  scheduledEventsTable,
} from '../rows/scheduled-event-row.ts';
import { ProspectSearch } from '../search/prospect-search.ts';
import type { Position } from '../search/prospect-search-statements.ts';
import { readPage } from './read-page.ts';
import { SubjectReader } from './subject-reader.ts';

const noPage = { items: [], nextCursor: null };

/** Reads prospects. A page's ids are found first; its rows are then read by their ids. */
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
    const after = query.cursor === null ? null : positionFrom(readCursor(key, owner, query.cursor));
    return reading(async () => {
      const found = await this.#search.page({
        organizationId,
        text: query.search === null ? null : comparableText(query.search),
        filter: query.filter,
        now: this.#clock.now(),
        after,
        limit: query.limit + 1,
      });
      const page = found.slice(0, query.limit);
      const items = await this.prospects(
        organizationId,
        page.map(({ id }) => id),
        query.maxBytes,
      );
      const last = page.find(({ id }) => id === items.at(-1)?.id) ?? page.at(-1);
      const hasMore = last !== undefined && last !== found.at(-1);
      return { items, nextCursor: hasMore ? writeCursor(key, owner, [last.at, last.id]) : null };
    });
  }

  async scheduledEventsOf(
    organizationId: OrganizationId,
    prospectId: string,
    paging: Paging,
  ): Promise<Page<ScheduledEvent>> {
    if (!isUuid(prospectId)) return noPage;
    return readPage<ScheduledEventRow, ScheduledEvent>(this.#database, {
      maxBytes: undefined,
      ...paging,
      list: { list: `scheduled_events of ${prospectId}`, organizationId },
      table: scheduledEventsTable,
      where: (write) => [`x.prospect_id = ${write.value(prospectId)}::uuid`],
      by: {
        sql: `coalesce(x.start_time, '-infinity')`,
        of: ({ meeting }) => meeting.startTime?.toISOString() ?? '-infinity',
      },
      direction: 'desc',
      itemFrom: scheduledEventFrom,
    });
  }

  async notesOf(
    organizationId: OrganizationId,
    prospectId: string,
    paging: Paging,
  ): Promise<Page<Note>> {
    if (!isUuid(prospectId)) return noPage;
    return readPage<NoteRow, Note>(this.#database, {
      maxBytes: undefined,
      ...paging,
      list: { list: `notes of ${prospectId}`, organizationId },
      table: notesTable,
      where: (write) => [`x.prospect_id = ${write.value(prospectId)}::uuid`],
      by: { sql: 'x.created_at', of: ({ createdAt }) => createdAt.toISOString() },
      direction: 'desc',
      itemFrom: noteFrom,
    });
  }

  async prospects(
    organizationId: OrganizationId,
    ids: readonly string[],
    maxBytes: number = bounds.page.value,
  ): Promise<ProspectView[]> {
    const found = await this.#subjects.read('prospects', organizationId, ids, maxBytes);
    const views = found.map(({ row, next }) => ({
      ...prospectFrom(row),
      nextScheduledEventAt: next ? new Date(next) : null,
    }));
    return fitting(views, maxBytes, answerBytes).items;
  }

  async scheduledEvents(
    organizationId: OrganizationId,
    ids: readonly string[],
    maxBytes: number = bounds.page.value,
  ): Promise<ScheduledEvent[]> {
    const found = await this.#subjects.read('scheduledEvents', organizationId, ids, maxBytes);
    const events = found.map(({ row }) => scheduledEventFrom(row));
    return fitting(events, maxBytes, answerBytes).items;
  }

  async notes(
    organizationId: OrganizationId,
    ids: readonly string[],
    maxBytes: number = bounds.page.value,
  ): Promise<Note[]> {
    const found = await this.#subjects.read('notes', organizationId, ids, maxBytes);
    const notes = found.map(({ row }) => noteFrom(row));
    return fitting(notes, maxBytes, answerBytes).items;
  }
}

function positionFrom([at = '', id = '']: string[]): Position {
  return { at, id };
}
