import {
  answerBytes,
  bounds,
  type Clock,
  fitting,
  type OrganizationId,
  type Paging,
  type Prospect,
  type ProspectFilter,
  type ProspectQuery,
  type ProspectStore,
  type ProspectView,
  type ScheduledEvent,
  shownFields,
  statusOf,
} from 'velvena-calendly-core';
import { pageOf } from './page-of.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

export class SqliteProspectStore implements ProspectStore {
  readonly #database: SqliteDatabase;
  readonly #clock: Clock;

  constructor(database: SqliteDatabase, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async list(organization: OrganizationId, { search, filter, ...paging }: ProspectQuery) {
    const found = this.#views(organization).filter(
      (view) => hasText(view, search) && this.#hasMeeting(organization, view, filter),
    );
    const positioned = found.map((row) => ({ at: row.lastActivityAt, id: row.id, row }));
    return pageOf(positioned, `prospects ${organization}`, 'newest first', paging);
  }

  async scheduledEventsOf(organization: OrganizationId, prospect: string, paging: Paging) {
    const positioned = this.#eventsOf(organization, prospect).map((row) => ({
      at: row.meeting.startTime ?? new Date(0),
      id: row.id,
      row,
    }));
    return pageOf(positioned, `events of ${prospect} ${organization}`, 'newest first', paging);
  }

  async notesOf(organization: OrganizationId, prospect: string, paging: Paging) {
    const positioned = this.#database
      .all(organization, 'note')
      .filter(({ prospectId }) => prospectId === prospect)
      .map((row) => ({ at: row.createdAt, id: row.id, row }));
    return pageOf(positioned, `notes of ${prospect} ${organization}`, 'newest first', paging);
  }

  async prospects(organization: OrganizationId, ids: readonly string[], maxBytes?: number) {
    return inOrder(this.#views(organization), ids, maxBytes);
  }

  async scheduledEvents(organization: OrganizationId, ids: readonly string[], maxBytes?: number) {
    return inOrder(this.#database.all(organization, 'event'), ids, maxBytes);
  }

  async notes(organization: OrganizationId, ids: readonly string[], maxBytes?: number) {
    return inOrder(this.#database.all(organization, 'note'), ids, maxBytes);
  }

  #views(organization: OrganizationId): ProspectView[] {
    return this.#database.all(organization, 'prospect').map((prospect) => {
      const starts = this.#eventsOf(organization, prospect.id)
        .filter((event) => this.#isUpcoming(event))
        .map(({ meeting }) => meeting.startTime?.getTime() ?? 0);
      const next = starts.length === 0 ? null : new Date(Math.min(...starts));
      return { ...prospect, nextScheduledEventAt: next };
    });
  }

  #eventsOf(organization: OrganizationId, id: string): ScheduledEvent[] {
    return this.#database.all(organization, 'event').filter(({ prospectId }) => prospectId === id);
  }

  #isUpcoming(event: ScheduledEvent): boolean {
    const { startTime } = event.meeting;
    return startTime !== null && startTime > this.#clock.now() && statusOf(event) === 'active';
  }

  #hasMeeting(organization: OrganizationId, { id }: Prospect, filter: ProspectFilter | null) {
    if (filter === null) return true;
    return this.#eventsOf(organization, id).some((event) => {
      if (filter === 'upcoming') return this.#isUpcoming(event);
      return filter === 'canceled' ? statusOf(event) === 'canceled' : event.noShow;
    });
  }
}

/** Those of the ids, in the order of the ids, as far as there is room. */
function inOrder<Row extends { id: string }>(
  rows: readonly Row[],
  ids: readonly string[],
  maxBytes: number = bounds.page.value,
): Row[] {
  const found = ids.flatMap((wanted) => rows.find(({ id }) => id === wanted) ?? []);
  return fitting(found, maxBytes, answerBytes).items;
}

function hasText(prospect: Prospect, search: string | null): boolean {
  const folded = (text: string) => text.normalize('NFC').toLowerCase();
  const text = `${shownFields(prospect).name} ${prospect.email}`;
  return search === null || folded(text).includes(folded(search));
}
