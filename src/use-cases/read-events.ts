import { ResyncRequired } from '../domain/errors.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { EventLog } from '../ports/event-log.ts';
import type { Place, RealtimeEvent } from '../ports/notifier.ts';
import type { RenderEvents } from './render-events.ts';

/** The event log for clients without a socket. */
export class ReadEvents {
  readonly #log: EventLog;
  readonly #render: RenderEvents;

  constructor(log: EventLog, render: RenderEvents) {
    this.#log = log;
    this.#render = render;
  }

  /**
   * Up to `limit` events after `after`, in order. `seq` is the place of the last one, or `after` when none came.
   * @throws ResyncRequired when the log does not reach back, or forward, to `after`
   */
  async execute(
    organizationId: OrganizationId,
    after: number,
    limit: number,
  ): Promise<Place & { items: RealtimeEvent[] }> {
    const page = await this.#log.read(organizationId, after, limit);
    if (after > page.seq || after < page.purgedThrough)
      throw new ResyncRequired(page.seq, page.epoch);
    const items = await this.#render.execute(organizationId, page.epoch, page.entries);
    return { items, seq: items.at(-1)?.seq ?? after, epoch: page.epoch };
  }
}
