import { eventUriOf } from '../domain/booking-key.ts';
import { CoreError } from '../domain/errors.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { ScheduledEvent } from '../domain/scheduled-event.ts';
import type { CalendlyApi } from '../ports/calendly-api.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { EventLog } from '../ports/event-log.ts';
import type { Logger } from '../ports/logger.ts';
import type { ApplyFacts } from './apply-facts.ts';
import type { WithToken } from './sync-run.ts';

const second = 1000;
/** After which a link that was not ready is looked for. Conferences took 8 s in a capture; some take minutes. */
const waits = [30 * second, 120 * second, 600 * second];
/** Looks that may wait in memory. Beyond it the oldest are left to the daily completeness check. */
const mostWaiting = 10_000;

export interface ConferenceLinkParts {
  log: EventLog;
  connections: ConnectionStore;
  api: CalendlyApi;
  withToken: WithToken;
  apply: ApplyFacts;
  clock: Clock;
  logger: Logger;
}

interface Look {
  organizationId: OrganizationId;
  eventUri: string;
  told: Date;
  looks: number;
}

/**
 * Fetches conference links that were not ready when a booking was told: Calendly tells of them by no webhook. What
 * waits is kept in memory; what a crash loses, the daily completeness check finds.
 */
export class FetchConferenceLinks {
  readonly #parts: ConferenceLinkParts;
  readonly #waiting = new Map<string, Look>();

  constructor(parts: ConferenceLinkParts) {
    this.#parts = parts;
    parts.log.onGrown((organizationId, grown) => {
      for (const event of grown?.scheduledEvents ?? []) this.#note(organizationId, event);
    });
  }

  /** Looks for what is due. */
  async execute(): Promise<void> {
    const now = this.#parts.clock.now().getTime();
    for (const [key, look] of this.#waiting) {
      const wait = waits[look.looks];
      if (wait === undefined) this.#waiting.delete(key);
      else if (look.told.getTime() + wait <= now) await this.#look(key, look);
    }
  }

  #note(organizationId: OrganizationId, event: ScheduledEvent): void {
    const key = `${organizationId}\n${event.booking}`;
    if (!isAwaited(event)) {
      this.#waiting.delete(key);
      return;
    }
    if (this.#waiting.has(key)) return;
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size >= mostWaiting && oldest !== undefined) this.#waiting.delete(oldest);
    const eventUri = eventUriOf(event.booking);
    this.#waiting.set(key, { organizationId, eventUri, told: this.#parts.clock.now(), looks: 0 });
  }

  async #look(key: string, look: Look): Promise<void> {
    const { api, apply, connections, logger, withToken } = this.#parts;
    this.#waiting.set(key, { ...look, looks: look.looks + 1 });
    const { organizationId, eventUri } = look;
    for (const connection of await connections.list(organizationId)) {
      if (connection.state !== 'connected') continue;
      try {
        const meeting = await withToken(connection, (token) => api.meeting(token, eventUri));
        if (!meeting.locationReady) return;
        const told = await withToken(connection, (token) => api.invitees(token, meeting));
        await apply.execute(organizationId, told);
        this.#waiting.delete(key);
        return;
      } catch (error) {
        if (!(error instanceof CoreError)) throw error;
        logger.warn('A conference link could not be fetched', { reason: error.code });
      }
    }
  }
}

const withLink =
  /^(google_conference|zoom|zoom_conference|gotomeeting|microsoft_teams_conference|webex_conference)$/;

/** A meeting to come whose conference has no link yet. Types are Calendly's (`location.type`). */
function isAwaited({ location, cancellation, rescheduledAway }: ScheduledEvent): boolean {
  if (cancellation !== null || rescheduledAway) return false;
  return location !== null && location.joinUrl === null && withLink.test(location.type);
}
