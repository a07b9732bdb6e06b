import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { LiveEvent, Notifier, Place, RealtimeEvent } from '../../src/ports/notifier.ts';

/** Keeps what is told to the listeners of organizations, as if each had one. */
export class RecordingNotifier implements Notifier {
  readonly events: RealtimeEvent[] = [];
  readonly words: LiveEvent[] = [];
  readonly resyncs: (Place & { organizationId: OrganizationId })[] = [];
  readonly #organizations: Set<OrganizationId>;

  /** `organizations` are those that somebody listens to. */
  constructor(organizations: Iterable<OrganizationId>) {
    this.#organizations = new Set(organizations);
  }

  organizations(): OrganizationId[] {
    return [...this.#organizations];
  }

  broadcast(event: RealtimeEvent): void {
    this.events.push(structuredClone(event));
  }

  resync(organizationId: OrganizationId, { seq, epoch }: Place): void {
    this.resyncs.push({ organizationId, seq, epoch });
  }

  hears(organizationId: OrganizationId): boolean {
    return this.#organizations.has(organizationId);
  }

  tell(word: LiveEvent): void {
    this.words.push(structuredClone(word));
  }

  dropSlowListeners(): void {}

  dropDisabled(organizationIds: ReadonlySet<OrganizationId>): void {
    for (const id of organizationIds) this.#organizations.delete(id);
  }
}
