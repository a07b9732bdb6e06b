import type { Connection } from '../../domain/connection.ts';
import { CalendlyRateLimited, CoreError, StoreTrouble } from '../../domain/errors.ts';
import type { Sync, SyncPosition } from '../../domain/sync.ts';
import type {
  CalendlyApi,
  MeetingPage,
  MeetingRef,
  ReportedFact,
} from '../../ports/calendly-api.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { IdGenerator } from '../../ports/id-generator.ts';
import type { LiveChannel } from '../../ports/live-channel.ts';
import type { Logger } from '../../ports/logger.ts';
import type { SyncStore } from '../../ports/sync-store.ts';
import type { ApplyFacts } from '../intake/apply-facts.ts';

/**
 * The number of meetings whose invitees are read side by side and merged in one commit. A crash repeats two groups at
 * most.
 */
const groupSize = 20;
const failuresTolerated = 5;

/** Calls with a connection's access token, which is renewed when needed. */
export type WithToken = <T>(
  connection: Connection,
  call: (accessToken: string) => Promise<T>,
) => Promise<T>;

/** More than four: each step reads, applies, saves its position and announces it. */
export interface SyncRunParts {
  syncs: SyncStore;
  connections: ConnectionStore;
  calendlyApi: CalendlyApi;
  accessTokens: { withToken: WithToken };
  applyFacts: ApplyFacts;
  liveChannel: LiveChannel;
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
}

/** Another holder took the back-fill over, or may do so now. */
class TakenOver extends Error {}

/** One back-fill in the hands of one holder: it runs from the saved position to the end, or until it has to wait. */
export class SyncRun {
  readonly #parts: SyncRunParts;
  readonly #holder: string;
  readonly #stops: () => boolean;
  #sync: Sync;
  #position: SyncPosition;

  constructor(
    parts: SyncRunParts,
    { sync, position }: { sync: Sync; position: SyncPosition },
    holder: string,
    /** True when the rest is to be left to others. */
    stops: () => boolean = () => false,
  ) {
    this.#parts = parts;
    this.#holder = holder;
    this.#stops = stops;
    this.#sync = { ...sync, state: 'running', resumesAt: null };
    this.#position = position;
  }

  /** @throws StoreTrouble: the saved part stays, and the rest is continued later */
  async execute(): Promise<void> {
    try {
      await this.#readAll();
    } catch (error) {
      if (error instanceof TakenOver) return;
      if (error instanceof StoreTrouble) throw error;
      await this.#stumbled(error);
    }
  }

  async #readAll(): Promise<void> {
    const { connections, logger } = this.#parts;
    const { organizationId } = this.#sync;
    const live = (await connections.list(organizationId)).filter(
      ({ state }) => state === 'connected',
    );
    if (live.length === 0) {
      await this.#end('No Calendly account is connected. Connect one, and start again.');
      return;
    }
    if (this.#position.meetingsTotal === null) {
      let meetingsTotal = 0;
      for (const connection of live) meetingsTotal += await this.#count(connection);
      this.#position = { ...this.#position, meetingsTotal };
      await this.#save();
    }
    for (const connection of live) {
      if (this.#position.connectionsDone.includes(connection.id)) continue;
      await this.#readConnection(connection);
    }
    await this.#end(null);
    const { eventsSeen, created, updated } = this.#sync;
    logger.info('Back-fill is complete', { organizationId, eventsSeen, created, updated });
  }

  /** Counts the meetings first, so that the percentage is right. A list costs one call for a hundred meetings. */
  async #count(connection: Connection): Promise<number> {
    let count = 0;
    let pageToken: string | null = null;
    do {
      const page = await this.#page(connection, pageToken);
      count += page.meetings.length;
      pageToken = page.nextPageToken;
      await this.#save();
    } while (pageToken !== null);
    return count;
  }

  async #readConnection(connection: Connection): Promise<void> {
    for (;;) {
      const { pageToken } = this.#position;
      const page = await this.#page(connection, pageToken);
      await this.#readMeetings(connection, page.meetings);
      if (page.nextPageToken === null) break;
      this.#position = { ...this.#position, pageToken: page.nextPageToken, meetingsDone: 0 };
    }
    const connectionsDone = [...this.#position.connectionsDone, connection.id];
    this.#position = { ...this.#position, connectionsDone, pageToken: null, meetingsDone: 0 };
    await this.#save();
  }

  /** Reads group by group from the saved position. While one group is merged, the next is read. */
  async #readMeetings(connection: Connection, meetings: readonly MeetingRef[]): Promise<void> {
    const groupAt = (at: number) => meetings.slice(at, at + groupSize);
    let facts = await this.#readInvitees(connection, groupAt(this.#position.meetingsDone));
    while (this.#position.meetingsDone < meetings.length) {
      const { meetingsDone } = this.#position;
      const [kept, next] = await Promise.allSettled([
        this.#keepGroup(groupAt(meetingsDone), facts),
        this.#readInvitees(connection, groupAt(meetingsDone + groupSize)),
      ]);
      if (kept.status === 'rejected') throw kept.reason as Error;
      if (next.status === 'rejected') throw next.reason as Error;
      facts = next.value;
    }
  }

  /**
   * The facts of all invitees of some meetings. When a call fails, it waits for the others, so none runs on during a
   * pause.
   */
  async #readInvitees(
    connection: Connection,
    group: readonly MeetingRef[],
  ): Promise<ReportedFact[]> {
    const { accessTokens, calendlyApi } = this.#parts;
    const calls = group.map((meeting) =>
      accessTokens.withToken(connection, (token) => calendlyApi.invitees(token, meeting)),
    );
    await Promise.allSettled(calls);
    return (await Promise.all(calls)).flat();
  }

  async #keepGroup(group: readonly MeetingRef[], facts: readonly ReportedFact[]): Promise<void> {
    const { created, updated } = await this.#parts.applyFacts.execute(
      this.#sync.organizationId,
      facts,
    );
    const bookings = new Set(facts.map(({ fact }) => fact.booking));
    const sync = this.#sync;
    const position = this.#position;
    const eventsSeen = sync.eventsSeen + group.length;
    this.#sync = {
      ...sync,
      eventsSeen,
      inviteesSeen: sync.inviteesSeen + bookings.size,
      created: sync.created + created.length,
      updated: sync.updated + updated,
      percent: percentOf(eventsSeen, position.meetingsTotal),
    };
    this.#position = {
      ...position,
      meetingsDone: position.meetingsDone + group.length,
      failures: 0,
    };
    await this.#save();
  }

  #page(connection: Connection, pageToken: string | null): Promise<MeetingPage> {
    const { from, to } = this.#sync;
    const { accessTokens, calendlyApi } = this.#parts;
    const query = {
      scope: connection.scope,
      organizationUri: connection.user.organizationUri,
      userUri: connection.user.uri,
      from,
      to,
      pageToken,
    };
    return accessTokens.withToken(connection, (token) => calendlyApi.meetings(token, query));
  }

  /** Waits where waiting helps, and ends with an explanation where it does not. */
  async #stumbled(error: unknown): Promise<void> {
    const { clock, logger } = this.#parts;
    const limited = error instanceof CalendlyRateLimited;
    const failures = limited ? this.#position.failures : this.#position.failures + 1;
    const retryable = error instanceof CoreError && error.retryable;
    const message = error instanceof Error ? error.message : String(error);
    logger.warn('Back-fill stumbled', {
      organizationId: this.#sync.organizationId,
      reason: error instanceof CoreError ? error.code : 'internal_error',
    });
    if (!retryable || failures > failuresTolerated) return this.#end(message);
    const seconds = limited ? error.seconds : 2 ** failures;
    this.#position = { ...this.#position, failures };
    this.#sync = {
      ...this.#sync,
      state: 'waiting',
      resumesAt: new Date(clock.now().getTime() + seconds * 1000),
    };
    return this.#save().catch(ignoreTakenOver);
  }

  async #end(error: string | null): Promise<void> {
    const done = error === null;
    this.#sync = {
      ...this.#sync,
      state: done ? 'done' : 'failed',
      finishedAt: this.#parts.clock.now(),
      percent: done ? 100 : this.#sync.percent,
      error,
    };
    await this.#save().catch(ignoreTakenOver);
  }

  async #save(): Promise<void> {
    const { clock, liveChannel, syncs } = this.#parts;
    const now = clock.now();
    const leaves = this.#stops() && this.#sync.state === 'running';
    if (leaves) this.#sync = { ...this.#sync, state: 'waiting', resumesAt: now };
    const kept = await syncs.save(this.#sync, this.#position, this.#holder, now);
    if (!kept) throw new TakenOver();
    const { organizationId, id } = this.#sync;
    liveChannel.publish({
      organizationId,
      type: 'sync.progress',
      audience: 'members',
      subjectId: id,
    });
    if (leaves) throw new TakenOver();
  }
}

/** At most 99 until it is done: meetings may have been added since the count. */
function percentOf(seen: number, total: number | null): number {
  return total === null || total === 0 ? 0 : Math.min(99, Math.floor((seen / total) * 100));
}

function ignoreTakenOver(error: unknown): void {
  if (!(error instanceof TakenOver)) throw error;
}
