import { answerBytes } from '../../domain/answer-bytes.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Grown, LoggedEntry } from '../../ports/event-log.ts';
import type { RealtimeEvent, Subject } from '../../ports/notifier.ts';
import { committedSubjects } from './committed-subjects.ts';
import { ReadSubjects, type ReadSubjectsParts, type SubjectsRead } from './read-subjects.ts';

export interface RenderEventsParts extends ReadSubjectsParts {
  clock: Clock;
}

/** Joins log entries to their subjects as they are now. */
export class RenderEvents {
  readonly #parts: RenderEventsParts;
  readonly #subjects: ReadSubjects;

  constructor(parts: RenderEventsParts) {
    this.#parts = parts;
    this.#subjects = new ReadSubjects(parts);
  }

  /**
   * The first events of these entries, in their order, of at most `maxBytes` together. It always takes the first one.
   * `subject` is null when the subject is gone.
   */
  async within(
    organizationId: OrganizationId,
    epoch: string,
    entries: readonly LoggedEntry[],
    maxBytes: number,
  ): Promise<RealtimeEvent[]> {
    const page = new EventPage(organizationId, epoch, maxBytes);
    page.add(entries, await this.#subjects.execute(organizationId, entries, maxBytes));
    return page.events;
  }

  /** One event per entry, in their order, whatever their size. */
  async execute(
    organizationId: OrganizationId,
    epoch: string,
    entries: readonly LoggedEntry[],
  ): Promise<RealtimeEvent[]> {
    const events: RealtimeEvent[] = [];
    while (events.length < entries.length) {
      const rest = entries.slice(events.length);
      events.push(...(await this.within(organizationId, epoch, rest, Number.MAX_SAFE_INTEGER)));
    }
    return events;
  }

  /** The events of a commit. Only subjects that the commit lacks are read. */
  async committed(
    organizationId: OrganizationId,
    epoch: string,
    grown: Grown,
  ): Promise<RealtimeEvent[]> {
    const subjects = committedSubjects(grown, this.#parts.clock.now());
    const missing = grown.entries.filter(({ subjectId }) => !subjects.has(subjectId));
    for (const { subjectId, subject } of await this.execute(organizationId, epoch, missing)) {
      if (subject !== null) subjects.set(subjectId, subject);
    }
    return grown.entries.map((entry) =>
      eventOf(organizationId, epoch, entry, subjects.get(entry.subjectId) ?? null),
    );
  }
}

/** Collects events up to a number of bytes. A subject of many events is measured once, and counted for each. */
class EventPage {
  readonly events: RealtimeEvent[] = [];
  readonly #organizationId: OrganizationId;
  readonly #epoch: string;
  readonly #sizes = new Map<string, number>();
  #room: number;

  constructor(organizationId: OrganizationId, epoch: string, maxBytes: number) {
    this.#organizationId = organizationId;
    this.#epoch = epoch;
    this.#room = maxBytes;
  }

  /** Adds entries while there is room. It stops at a subject that was not read for want of room. */
  add(entries: readonly LoggedEntry[], { found, unread }: SubjectsRead): void {
    for (const entry of entries) {
      if (unread.has(entry.subjectId)) return;
      const subject = found.get(entry.subjectId) ?? null;
      const event = eventOf(this.#organizationId, this.#epoch, entry, subject);
      const bytes = this.#bytesOf(event);
      if (this.events.length > 0 && bytes > this.#room) return;
      this.events.push(event);
      this.#room -= bytes;
    }
  }

  #bytesOf({ subjectId, subject }: RealtimeEvent): number {
    const known = this.#sizes.get(subjectId);
    if (known !== undefined) return known;
    const bytes = answerBytes(subject ?? {}) + this.#organizationId.length * 4;
    this.#sizes.set(subjectId, bytes);
    return bytes;
  }
}

function eventOf(
  organizationId: OrganizationId,
  epoch: string,
  { seq, type, subjectId, occurredAt }: LoggedEntry,
  subject: Subject | null,
): RealtimeEvent {
  return { seq, epoch, type, organizationId, occurredAt, subjectId, subject };
}
