import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Notifier, Place, RealtimeEvent } from '../../src/ports/notifier.ts';

/** Keeps what is told to the listeners of organizations, as if each had one. */
export class RecordingNotifier implements Notifier {
  readonly events: RealtimeEvent[] = [];
  readonly resyncs: (Place & { organizationId: OrganizationId })[] = [];
  readonly #organizations: ReadonlySet<OrganizationId>;

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

  dropSlowListeners(): void {}
}
