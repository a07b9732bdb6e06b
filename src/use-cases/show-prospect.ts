import type { OrganizationId } from '../domain/organization-id.ts';
import type { EventLog } from '../ports/event-log.ts';
import type { Place } from '../ports/notifier.ts';
import type { ProspectFile, ProspectStore } from '../ports/prospect-store.ts';
import { placeOf } from './list-prospects.ts';

/** One prospect with its meetings and notes, and the place in the event log from which a client keeps it up to date. */
export class ShowProspect {
  readonly #prospects: ProspectStore;
  readonly #log: EventLog;

  constructor(prospects: ProspectStore, log: EventLog) {
    this.#prospects = prospects;
    this.#log = log;
  }

  /** Null when this organization has no such prospect. */
  async execute(
    organizationId: OrganizationId,
    id: string,
  ): Promise<(ProspectFile & Place) | null> {
    const { seq, epoch } = await placeOf(this.#log, organizationId);
    const file = await this.#prospects.get(organizationId, id);
    return file === null ? null : { ...file, seq, epoch };
  }
}
