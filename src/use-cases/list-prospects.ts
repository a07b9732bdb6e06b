import type { OrganizationId } from '../domain/organization-id.ts';
import type { EventLog } from '../ports/event-log.ts';
import type { Place } from '../ports/notifier.ts';
import type { ProspectPage, ProspectQuery, ProspectStore } from '../ports/prospect-store.ts';

/** A page of prospects, and the place in the event log from which a client keeps it up to date. */
export class ListProspects {
  readonly #prospects: ProspectStore;
  readonly #log: EventLog;

  constructor(prospects: ProspectStore, log: EventLog) {
    this.#prospects = prospects;
    this.#log = log;
  }

  async execute(
    organizationId: OrganizationId,
    query: ProspectQuery,
  ): Promise<ProspectPage & Place> {
    // The place is read first: a change between the two reads is then told again, never missed.
    const { seq, epoch } = await placeOf(this.#log, organizationId);
    return { ...(await this.#prospects.list(organizationId, query)), seq, epoch };
  }
}

/** Where an organization's event log ends now. */
export async function placeOf(log: EventLog, organizationId: OrganizationId): Promise<Place> {
  const head = (await log.heads([organizationId])).get(organizationId);
  if (head === undefined) throw new RangeError('A log must answer every head it is asked for.');
  return { seq: head.seq, epoch: head.epoch };
}
