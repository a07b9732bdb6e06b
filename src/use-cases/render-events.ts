import type { OrganizationId } from '../domain/organization-id.ts';
import type { LoggedEntry } from '../ports/event-log.ts';
import type { RealtimeEvent, Subject } from '../ports/notifier.ts';
import type { ProspectStore } from '../ports/prospect-store.ts';

/** Puts log entries together with their subjects as they are now. */
export class RenderEvents {
  readonly #store: ProspectStore;

  constructor(store: ProspectStore) {
    this.#store = store;
  }

  /** One event per entry, in their order; `subject` is null where it is gone. */
  async execute(
    organizationId: OrganizationId,
    epoch: string,
    entries: readonly LoggedEntry[],
  ): Promise<RealtimeEvent[]> {
    if (entries.length === 0) return [];
    const subjects = await this.#subjects(organizationId, entries);
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

  async #subjects(
    organizationId: OrganizationId,
    entries: readonly LoggedEntry[],
  ): Promise<Map<string, Subject>> {
    const idsOf = (noun: string) => [
      ...new Set(
        entries.filter(({ type }) => type.startsWith(`${noun}.`)).map(({ subjectId }) => subjectId),
      ),
    ];
    const [prospects, scheduledEvents, notes] = await Promise.all([
      this.#store.prospects(organizationId, idsOf('prospect')),
      this.#store.scheduledEvents(organizationId, idsOf('scheduled_event')),
      this.#store.notes(organizationId, idsOf('note')),
    ]);
    return new Map<string, Subject>([
      ...prospects.map((p) => [p.id, { kind: 'prospect', prospect: p }] as const),
      ...scheduledEvents.map(
        (s) => [s.id, { kind: 'scheduled_event', scheduledEvent: s }] as const,
      ),
      ...notes.map((n) => [n.id, { kind: 'note', note: n }] as const),
    ]);
  }
}
