import type { OrganizationId } from '../domain/organization-id.ts';
import type { Clock } from '../ports/clock.ts';
import type { Grown, LoggedEntry } from '../ports/event-log.ts';
import type { RealtimeEvent, Subject } from '../ports/notifier.ts';
import type { ProspectStore } from '../ports/prospect-store.ts';
import { committedSubjects } from './committed-subjects.ts';
import type { ReadStatus } from './read-status.ts';

/** Puts log entries together with their subjects as they are now. */
export class RenderEvents {
  readonly #store: ProspectStore;
  readonly #clock: Clock;
  readonly #status: Pick<ReadStatus, 'ofConnections'> | null;

  /** Without `status`, as where nobody connects, connections have no status to render. */
  constructor(
    store: ProspectStore,
    clock: Clock,
    status: Pick<ReadStatus, 'ofConnections'> | null = null,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#status = status;
  }

  /** One event per entry, in their order; `subject` is null where it is gone. */
  async execute(
    organizationId: OrganizationId,
    epoch: string,
    entries: readonly LoggedEntry[],
  ): Promise<RealtimeEvent[]> {
    if (entries.length === 0) return [];
    return this.#put(organizationId, epoch, entries, await this.#read(organizationId, entries));
  }

  /** The same for what was just committed: only what the commit does not have at hand is read. */
  async committed(
    organizationId: OrganizationId,
    epoch: string,
    grown: Grown,
  ): Promise<RealtimeEvent[]> {
    const subjects = committedSubjects(grown, this.#clock.now());
    const missing = grown.entries.filter(({ subjectId }) => !subjects.has(subjectId));
    if (missing.length > 0) {
      for (const one of await this.#read(organizationId, missing)) subjects.set(...one);
    }
    return this.#put(organizationId, epoch, grown.entries, subjects);
  }

  #put(
    organizationId: OrganizationId,
    epoch: string,
    entries: readonly LoggedEntry[],
    subjects: ReadonlyMap<string, Subject>,
  ): RealtimeEvent[] {
    return entries.map(({ seq, type, subjectId, occurredAt }) => ({
      seq,
      epoch,
      type,
      organizationId,
      occurredAt,
      subjectId,
      subject: subjects.get(subjectId) ?? null,
    }));
  }

  async #read(
    organizationId: OrganizationId,
    entries: readonly LoggedEntry[],
  ): Promise<Map<string, Subject>> {
    const idsOf = (noun: string) => [
      ...new Set(
        entries.filter(({ type }) => type.startsWith(`${noun}.`)).map(({ subjectId }) => subjectId),
      ),
    ];
    const [prospects, scheduledEvents, notes, connections] = await Promise.all([
      this.#store.prospects(organizationId, idsOf('prospect')),
      this.#store.scheduledEvents(organizationId, idsOf('scheduled_event')),
      this.#store.notes(organizationId, idsOf('note')),
      this.#status?.ofConnections(organizationId, idsOf('connection')) ?? [],
    ]);
    return new Map<string, Subject>([
      ...prospects.map((p) => [p.id, { kind: 'prospect', prospect: p }] as const),
      ...scheduledEvents.map(
        (s) => [s.id, { kind: 'scheduled_event', scheduledEvent: s }] as const,
      ),
      ...notes.map((n) => [n.id, { kind: 'note', note: n }] as const),
      ...connections.map((c) => [c.id, { kind: 'connection', connection: c }] as const),
    ]);
  }
}
