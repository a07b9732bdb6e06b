import type { OrganizationId } from '../../domain/organization-id.ts';
import type { LoggedEntry } from '../../ports/event-log.ts';
import type { Subject } from '../../ports/notifier.ts';
import type { ProspectStore } from '../../ports/prospect-store.ts';
import type { ReadStatus } from '../connections/read-status.ts';

/** Subjects by id, as far as they were read. */
export interface SubjectsRead {
  found: ReadonlyMap<string, Subject>;
  /** The ids that the stores did not reach. Every other missing subject is gone. */
  unread: ReadonlySet<string>;
}

export interface ReadSubjectsParts {
  prospects: ProspectStore;
  /** Null where nobody connects: connections have no status then. */
  readStatus?: Pick<ReadStatus, 'ofConnections'> | null;
}

/** Reads the subjects of log entries. */
export class ReadSubjects {
  readonly #parts: ReadSubjectsParts;

  constructor(parts: ReadSubjectsParts) {
    this.#parts = parts;
  }

  /** The first subjects of each kind, in the order of the entries, up to `maxBytes` of each kind. */
  async execute(
    organizationId: OrganizationId,
    entries: readonly LoggedEntry[],
    maxBytes: number,
  ): Promise<SubjectsRead> {
    const prospectIds = idsOf(entries, 'prospect');
    const scheduledEventIds = idsOf(entries, 'scheduled_event');
    const noteIds = idsOf(entries, 'note');
    const [prospects, scheduledEvents, notes, connections] = await Promise.all([
      this.#parts.prospects.prospects(organizationId, prospectIds, maxBytes),
      this.#parts.prospects.scheduledEvents(organizationId, scheduledEventIds, maxBytes),
      this.#parts.prospects.notes(organizationId, noteIds, maxBytes),
      this.#parts.readStatus?.ofConnections(organizationId, idsOf(entries, 'connection')) ?? [],
    ]);
    const found = new Map<string, Subject>([
      ...prospects.map((p) => [p.id, { kind: 'prospect', prospect: p }] as const),
      ...scheduledEvents.map(
        (s) => [s.id, { kind: 'scheduled_event', scheduledEvent: s }] as const,
      ),
      ...notes.map((n) => [n.id, { kind: 'note', note: n }] as const),
      ...connections.map((c) => [c.id, { kind: 'connection', connection: c }] as const),
    ]);
    const unread = [
      ...unreadOf(prospectIds, prospects),
      ...unreadOf(scheduledEventIds, scheduledEvents),
      ...unreadOf(noteIds, notes),
    ];
    return { found, unread: new Set(unread) };
  }
}

function idsOf(entries: readonly LoggedEntry[], noun: string): string[] {
  const own = entries.filter(({ type }) => type.startsWith(`${noun}.`));
  return [...new Set(own.map(({ subjectId }) => subjectId))];
}

/** The ids after the last found one. When none was found, all are gone: a store always returns the first one it has. */
function unreadOf(ids: readonly string[], found: readonly { id: string }[]): readonly string[] {
  const last = found.at(-1);
  return last === undefined ? [] : ids.slice(ids.indexOf(last.id) + 1);
}
