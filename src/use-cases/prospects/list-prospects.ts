import type { OrganizationId } from '../../domain/organization-id.ts';
import type { EventLog } from '../../ports/event-log.ts';
import type { LogPosition } from '../../ports/notifier.ts';
import type { ProspectPage, ProspectQuery, ProspectStore } from '../../ports/prospect-store.ts';

export interface ListProspectsParts {
  prospects: ProspectStore;
  eventLog: EventLog;
}

/** Lists prospects, each page with the position in the event log from which a client keeps it up to date. */
export class ListProspects {
  readonly #parts: ListProspectsParts;

  constructor(parts: ListProspectsParts) {
    this.#parts = parts;
  }

  async execute(
    organizationId: OrganizationId,
    query: ProspectQuery,
  ): Promise<ProspectPage & LogPosition> {
    // The position is read first: a change between the two reads is then announced again, never missed.
    const { seq, epoch } = await logPositionOf(this.#parts.eventLog, organizationId);
    return { ...(await this.#parts.prospects.list(organizationId, query)), seq, epoch };
  }
}

/** The end of an organization's event log now. */
export async function logPositionOf(
  log: EventLog,
  organizationId: OrganizationId,
): Promise<LogPosition> {
  const head = (await log.heads([organizationId])).get(organizationId);
  if (head === undefined) throw new RangeError('A log must answer every head it is asked for.');
  return { seq: head.seq, epoch: head.epoch };
}
