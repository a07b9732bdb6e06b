import { bounds } from '../../domain/bounds.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { EventLog, LogHead } from '../../ports/event-log.ts';
import type { RealtimeEvent } from '../../ports/notifier.ts';
import type { RenderEvents } from './render-events.ts';

/** A rendered stretch of an organization's log, with the head of the log at the read. */
export interface LogStretch extends LogHead {
  /** In order, without a gap. Empty only when the log has nothing after the requested position. */
  events: RealtimeEvent[];
  /** The position of the last event; the requested position when there is none. */
  through: number;
  /** True when the log goes on after `through`. */
  more: boolean;
}

export interface ReadLogParts {
  eventLog: EventLog;
  renderEvents: RenderEvents;
}

/** Reads an organization's log in stretches, so that none takes much memory. */
export class ReadLog {
  readonly #parts: ReadLogParts;

  constructor(parts: ReadLogParts) {
    this.#parts = parts;
  }

  /** The stretch after `after`: up to `limit` events of at most `maxBytes` together, but always the first one. */
  async stretch(
    organizationId: OrganizationId,
    after: number,
    limit: number,
    maxBytes: number = bounds.page.value,
  ): Promise<LogStretch> {
    const { entries, ...head } = await this.#parts.eventLog.read(organizationId, after, limit);
    const events = await this.#parts.renderEvents.within(
      organizationId,
      head.epoch,
      entries,
      maxBytes,
    );
    const through = events.at(-1)?.seq ?? after;
    return { ...head, events, through, more: events.length > 0 && through < head.seq };
  }
}
