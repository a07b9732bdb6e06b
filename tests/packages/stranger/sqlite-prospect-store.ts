import {
  type Clock,
  nextFirst,
  type OrganizationId,
  type Prospect,
  type ProspectFile,
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
    const placed = found.map((row) => ({ at: row.lastActivityAt, id: row.id, row }));
    return pageOf(placed, `prospects ${organization}`, 'newest first', paging);
  }

  async get(organization: OrganizationId, id: string): Promise<ProspectFile | null> {
    const prospect = this.#views(organization).find((view) => view.id === id);
    if (prospect === undefined) return null;
    const scheduledEvents = this.#eventsOf(organization, id).toSorted(nextFirst(this.#clock.now()));
    const notes = this.#database
      .all(organization, 'note')
      .filter(({ prospectId }) => prospectId === id)
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    return { prospect, scheduledEvents, notes };
  }

  async prospects(organization: OrganizationId, ids: readonly string[]) {
    return this.#views(organization).filter(({ id }) => ids.includes(id));
  }

  async scheduledEvents(organization: OrganizationId, ids: readonly string[]) {
    return this.#database.all(organization, 'event').filter(({ id }) => ids.includes(id));
  }

  async notes(organization: OrganizationId, ids: readonly string[]) {
    return this.#database.all(organization, 'note').filter(({ id }) => ids.includes(id));
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

function hasText(prospect: Prospect, search: string | null): boolean {
  const folded = (text: string) => text.normalize('NFC').toLowerCase();
  const text = `${shownFields(prospect).name} ${prospect.email}`;
  return search === null || folded(text).includes(folded(search));
}
