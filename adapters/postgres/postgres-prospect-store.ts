import { raw } from '@mikro-orm/core';
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
import { containing, havingMeeting } from './prospect-filter.ts';
import { type ProspectRow, prospectFrom, searchText } from './prospect-row.ts';
import { scheduledEventFrom } from './scheduled-event-row.ts';
import { NoteEntity, ProspectEntity, ScheduledEventEntity } from './schema.ts';
import { reading } from './store-error.ts';
import { SubjectReader } from './subject-reader.ts';

/** Reads through the mapper. */
export class PostgresProspectStore implements ProspectStore {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #subjects: SubjectReader;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#subjects = new SubjectReader(database, clock);
  }

  async list(organizationId: OrganizationId, query: ProspectQuery): Promise<ProspectPage> {
    const key = await this.#database.cursorKey();
    const owner = { list: 'prospects', organizationId } as const;
    const after = query.cursor === null ? null : readCursor(key, owner, query.cursor);
    return reading(async () => {
      const found = await this.#database.em().find(
        ProspectEntity,
        {
          organizationId,
          ...(query.search !== null && {
            search: { $like: containing(searchText(query.search)) },
          }),
          ...(query.filter !== null && havingMeeting(query.filter, this.#clock.now())),
          ...(after && {
            [raw('(last_activity_at, id) < (?::timestamptz, ?::uuid)', after)]: [],
          }),
        },
        { orderBy: { lastActivityAt: 'desc', id: 'desc' }, limit: query.limit + 1 },
      );
      const page = found.slice(0, query.limit);
      const last = found.length > query.limit ? page.at(-1) : undefined;
      return {
        items: await this.#withNext(organizationId, page),
        nextCursor:
          last === undefined
            ? null
            : writeCursor(key, owner, [new Date(last.lastActivityAt).toISOString(), last.id]),
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

  async #withNext(organizationId: OrganizationId, rows: ProspectRow[]): Promise<ProspectView[]> {
    const next = await this.#database.query<{ id: string; startTime: string }>(nextQuery, [
      organizationId,
      rows.map(({ id }) => id),
      this.#clock.now().toISOString(),
    ]);
    const startOf = new Map(next.map(({ id, startTime }) => [id, new Date(startTime)]));
    return rows.map((row) => ({
      ...prospectFrom(row),
      nextScheduledEventAt: startOf.get(row.id) ?? null,
    }));
  }
}

const nextQuery = `
  select prospect_id as id, min(start_time) as "startTime" from scheduled_events
  where organization_id = $1 and prospect_id = any($2::uuid[]) and status = 'active' and start_time > $3::timestamptz
  group by prospect_id`;
