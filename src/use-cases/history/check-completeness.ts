import type { BookingKey } from '../../domain/booking-key.ts';
import type { CompletenessReport } from '../../domain/completeness.ts';
import type { Connection } from '../../domain/connection.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { ScheduledEvent } from '../../domain/scheduled-event.ts';
import type { CalendlyApi, MeetingQuery, ReportedFact } from '../../ports/calendly-api.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CompletenessStore } from '../../ports/completeness-store.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { ScheduledEventPage, ScheduledEventStore } from '../../ports/scheduled-event-store.ts';
import type { ApplyFacts } from '../intake/apply-facts.ts';
import type { WithToken } from './sync-run.ts';

const day = 24 * 60 * 60 * 1000;
const daysBack = 7;
const daysAhead = 14;
const pageSize = 100;

/** More than four: it compares two lists, repairs the difference and reports it. */
export interface CheckCompletenessParts {
  connections: ConnectionStore;
  scheduledEvents: ScheduledEventStore;
  completeness: CompletenessStore;
  calendlyApi: CalendlyApi;
  accessTokens: { withToken: WithToken };
  applyFacts: ApplyFacts;
  clock: Clock;
  logger: Logger;
}

/**
 * Compares the bookings that Calendly lists for the last and the next weeks with the stored ones, and fetches those
 * that are missing.
 */
export class CheckCompleteness {
  readonly #parts: CheckCompletenessParts;

  constructor(parts: CheckCompletenessParts) {
    this.#parts = parts;
  }

  /**
   * Makes and stores the report. Null when no account is connected, because there is nothing to compare with.
   * @throws CalendlyRefusal when Calendly could not be read to the end
   */
  async execute(organizationId: OrganizationId): Promise<CompletenessReport | null> {
    const { applyFacts, clock, connections, logger, completeness } = this.#parts;
    const live = (await connections.list(organizationId)).filter(
      ({ state }) => state === 'connected',
    );
    if (live.length === 0) return null;
    const checkedAt = clock.now();
    const from = new Date(checkedAt.getTime() - daysBack * day);
    const window = { from, to: new Date(checkedAt.getTime() + daysAhead * day) };

    const held = await this.#held(organizationId, window);
    const listed = new Set<BookingKey>();
    const missing: BookingKey[] = [];
    let repaired = 0;
    for (const connection of live) {
      for await (const facts of this.#reported(connection, window)) {
        for (const { fact } of facts) listed.add(fact.booking);
        const { created, updated } = await applyFacts.execute(organizationId, facts);
        missing.push(...created);
        repaired += created.length + updated;
      }
    }
    const extra = held
      .filter((event) => !listed.has(event.booking) && isSeenBy(live, event))
      .map(({ booking }) => booking);
    const known = [...listed].filter((booking) => !missing.includes(booking)).length;
    const report = {
      checkedAt,
      window,
      listed: listed.size,
      held: known,
      missing,
      extra,
      repaired,
    };
    await completeness.save(organizationId, report);
    const counts = { listed: listed.size, missing: missing.length, extra: extra.length, repaired };
    logger.info('Completeness is checked', { organizationId, ...counts });
    return report;
  }

  async #held(
    organizationId: OrganizationId,
    window: { from: Date; to: Date },
  ): Promise<ScheduledEvent[]> {
    const held: ScheduledEvent[] = [];
    let cursor: string | null = null;
    do {
      const query = { ...window, status: 'active' as const, limit: pageSize, cursor };
      const page: ScheduledEventPage = await this.#parts.scheduledEvents.list(
        organizationId,
        query,
      );
      held.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return held;
  }

  /** Reads the account's facts in the window, meeting by meeting. */
  async *#reported(
    connection: Connection,
    window: { from: Date; to: Date },
  ): AsyncGenerator<ReportedFact[]> {
    const { accessTokens, calendlyApi } = this.#parts;
    const { scope, user } = connection;
    const owner = { scope, organizationUri: user.organizationUri, userUri: user.uri };
    let pageToken: string | null = null;
    do {
      const query: MeetingQuery = { ...owner, ...window, pageToken };
      const page = await accessTokens.withToken(connection, (token) =>
        calendlyApi.meetings(token, query),
      );
      for (const meeting of page.meetings) {
        yield await accessTokens.withToken(connection, (token) =>
          calendlyApi.invitees(token, meeting),
        );
      }
      pageToken = page.nextPageToken;
    } while (pageToken !== null);
  }
}

/** True when one of the accounts would list the booking. A booking may have come by another way. */
function isSeenBy(live: readonly Connection[], { meeting }: ScheduledEvent): boolean {
  const hosts = new Set(meeting.hosts.map(({ userUri }) => userUri));
  return live.some(({ user }) => hosts.has(user.uri));
}
