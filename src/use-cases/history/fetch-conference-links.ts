import { eventUriOf } from '../../domain/booking-key.ts';
import { CoreError } from '../../domain/errors.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { ScheduledEvent } from '../../domain/scheduled-event.ts';
import type { CalendlyApi } from '../../ports/calendly-api.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { EventLog } from '../../ports/event-log.ts';
import type { Logger } from '../../ports/logger.ts';
import type { ApplyFacts } from '../intake/apply-facts.ts';
import type { WithToken } from './sync-run.ts';

const second = 1000;
/** Delays between two looks for a link. Conferences took 8 s in a capture; some take minutes. */
const waits = [30 * second, 120 * second, 600 * second];
/** The most bookings that wait in memory. Beyond it, the oldest are left to the daily completeness check. */
const mostWaiting = 10_000;

/** More than four: it hears of bookings, asks Calendly, and applies the answer. */
export interface FetchConferenceLinksParts {
  eventLog: EventLog;
  connections: ConnectionStore;
  calendlyApi: CalendlyApi;
  accessTokens: { withToken: WithToken };
  applyFacts: ApplyFacts;
  clock: Clock;
  logger: Logger;
}

interface Look {
  organizationId: OrganizationId;
  eventUri: string;
  since: Date;
  looks: number;
}

/**
 * Fetches conference links that were not ready when Calendly reported the booking, because no webhook reports them
 * later. Waiting bookings are kept in memory. The daily completeness check finds those that a crash loses.
 */
export class FetchConferenceLinks {
  readonly #parts: FetchConferenceLinksParts;
  readonly #waiting = new Map<string, Look>();

  constructor(parts: FetchConferenceLinksParts) {
    this.#parts = parts;
  }

  /** Listens from now on for bookings whose links are not ready. */
  listen(): void {
    this.#parts.eventLog.onGrown((organizationId, grown) => {
      for (const event of grown?.scheduledEvents ?? []) this.#note(organizationId, event);
    });
  }

  /** Looks for every link that is due. */
  async execute(): Promise<void> {
    const now = this.#parts.clock.now().getTime();
    for (const [key, look] of this.#waiting) {
      const wait = waits[look.looks];
      if (wait === undefined) this.#waiting.delete(key);
      else if (look.since.getTime() + wait <= now) await this.#look(key, look);
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
    this.#waiting.set(key, { organizationId, eventUri, since: this.#parts.clock.now(), looks: 0 });
  }

  async #look(key: string, look: Look): Promise<void> {
    const { calendlyApi, applyFacts, connections, accessTokens, logger } = this.#parts;
    this.#waiting.set(key, { ...look, looks: look.looks + 1 });
    const { organizationId, eventUri } = look;
    for (const connection of await connections.list(organizationId)) {
      if (connection.state !== 'connected') continue;
      try {
        const meeting = await accessTokens.withToken(connection, (token) =>
          calendlyApi.meeting(token, eventUri),
        );
        if (!meeting.locationReady) return;
        const facts = await accessTokens.withToken(connection, (token) =>
          calendlyApi.invitees(token, meeting),
        );
        await applyFacts.execute(organizationId, facts);
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

/** True for a coming meeting whose conference has no link yet. Types are Calendly's (`location.type`). */
function isAwaited({ location, cancellation, rescheduledAway }: ScheduledEvent): boolean {
  if (cancellation !== null || rescheduledAway) return false;
  return location !== null && location.joinUrl === null && withLink.test(location.type);
}
