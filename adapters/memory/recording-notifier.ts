import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { LiveEvent, LogPosition, Notifier, RealtimeEvent } from '../../src/ports/notifier.ts';

/** Keeps the events for the listeners of organizations, as if each organization had one. */
export class RecordingNotifier implements Notifier {
  readonly events: RealtimeEvent[] = [];
  readonly words: LiveEvent[] = [];
  readonly resyncs: (LogPosition & { organizationId: OrganizationId })[] = [];
  readonly #organizations: Set<OrganizationId>;

  /** `organizations`: those with a listener. */
  constructor(organizations: Iterable<OrganizationId>) {
    this.#organizations = new Set(organizations);
  }

  organizations(): OrganizationId[] {
    return [...this.#organizations];
  }

  broadcast(event: RealtimeEvent): void {
    this.events.push(structuredClone(event));
  }

  resync(organizationId: OrganizationId, { seq, epoch }: LogPosition): void {
    this.resyncs.push({ organizationId, seq, epoch });
  }

  hears(organizationId: OrganizationId): boolean {
    return this.#organizations.has(organizationId);
  }

  notify(word: LiveEvent): void {
    this.words.push(structuredClone(word));
  }

  dropSlowListeners(): void {}

  dropDisabled(organizationIds: ReadonlySet<OrganizationId>): void {
    for (const id of organizationIds) this.#organizations.delete(id);
  }
}
