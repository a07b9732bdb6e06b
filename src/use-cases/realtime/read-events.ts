import { ResyncRequired } from '../../domain/errors.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { LogPosition, RealtimeEvent } from '../../ports/notifier.ts';
import type { ReadLog } from './read-log.ts';

export interface ReadEventsParts {
  readLog: ReadLog;
}

/** Serves the event log to clients without a socket. */
export class ReadEvents {
  readonly #parts: ReadEventsParts;

  constructor(parts: ReadEventsParts) {
    this.#parts = parts;
  }

  /**
   * Up to `limit` events after `after`, in order, as many as a page holds. `seq` is the position of the last one, or
   * `after` when there is none. `more` says whether the log goes on after it.
   * @throws ResyncRequired when the log does not reach back, or forward, to `after`
   */
  async execute(
    organizationId: OrganizationId,
    after: number,
    limit: number,
  ): Promise<LogPosition & { items: RealtimeEvent[]; more: boolean }> {
    const stretch = await this.#parts.readLog.stretch(organizationId, after, limit);
    const { events: items, through, more, epoch } = stretch;
    if (after > stretch.seq || after < stretch.purgedThrough)
      throw new ResyncRequired(stretch.seq, epoch);
    return { items, seq: through, epoch, more };
  }
}
