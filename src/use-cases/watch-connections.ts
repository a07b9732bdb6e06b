import type { Connection, ConnectionProblem, Subscription } from '../domain/connection.ts';
import {
  CalendlyForbidden,
  CalendlyNotFound,
  CalendlyRefusal,
  GrantInvalid,
} from '../domain/errors.ts';
import type { AlertSender } from '../ports/alert-sender.ts';
import type { CalendlyApi } from '../ports/calendly-api.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { IdGenerator } from '../ports/id-generator.ts';
import type { Logger } from '../ports/logger.ts';
import type { ChangeConnection } from './change-connection.ts';
import type { SyncHistory } from './sync-history.ts';
import type { WithToken } from './sync-run.ts';

/** Longer than a check takes, so that two processes do not look at one connection at once. */
const leaseMilliseconds = 60_000;
const day = 24 * 60 * 60 * 1000;
/** Calendly cannot list by change: meetings may have been moved or canceled up to this long before they start. */
const gapMargin = 7 * day;

const lineProblems = ['subscription_disabled', 'subscription_missing'] as const;

export interface WatchParts {
  connections: ConnectionStore;
  api: CalendlyApi;
  withToken: WithToken;
  /** Makes sure that the connection has its subscription, and answers the connection with it. */
  keepSubscription: (connection: Connection) => Promise<Connection>;
  sync: Pick<SyncHistory, 'start'>;
  /** When the last good delivery of a connection came; null when none ever did. */
  lastDeliveryAt: (connection: Connection) => Promise<Date | null>;
  change: Pick<ChangeConnection, 'execute'>;
  alerts: AlertSender | null;
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
}

/**
 * Looks whether the lines to Calendly live. Calendly disables a subscription after a day of errors and tells nobody:
 * one that is disabled or gone is made again, and what the gap can hide is read. Bookings are never polled for.
 */
export class WatchConnections {
  readonly #parts: WatchParts;

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** Looks at every connection once. One that cannot be looked at keeps nobody from the others. */
  async execute(): Promise<void> {
    const { clock, connections, ids, logger } = this.#parts;
    for (const connection of await connections.live()) {
      const { id, organizationId } = connection;
      const name = `watch:${id}`;
      const holder = ids.next();
      const now = clock.now();
      const until = new Date(now.getTime() + leaseMilliseconds);
      if (!(await connections.lease(name, holder, now, until))) continue;
      try {
        await this.#look(connection);
      } catch (error) {
        if (!(error instanceof CalendlyRefusal) && !(error instanceof GrantInvalid)) throw error;
        logger.warn('A connection could not be checked', { organizationId, reason: error.code });
      } finally {
        await connections.release(name, holder);
      }
    }
  }

  async #look(connection: Connection): Promise<void> {
    if (connection.state === 'reconnect_required') {
      await this.#broke(connection, 'reconnect_required');
      return;
    }
    const seen = await this.#seen(connection);
    const broken = seen === null || seen.state === 'disabled';
    if (!broken) {
      const checked = await this.#update(connection, { subscription: seen });
      if (lineBrokeFor(checked)) await this.#fillGap(checked, checked.connectedAt);
      else await this.#mendedOtherwise(checked);
      return;
    }
    const problem = seen === null ? 'subscription_missing' : 'subscription_disabled';
    const last = lineBrokeFor(connection) ? null : await this.#parts.lastDeliveryAt(connection);
    const known = await this.#broke({ ...connection, subscription: seen }, problem);
    await this.#fillGap(await this.#made(known), last ?? connection.connectedAt);
  }

  async #seen(connection: Connection): Promise<Subscription | null> {
    const { api, withToken } = this.#parts;
    const { subscription } = connection;
    if (subscription === null) return null;
    try {
      return await withToken(connection, (token) => api.subscription(token, subscription.uri));
    } catch (error) {
      if (error instanceof CalendlyNotFound) return null;
      if (error instanceof GrantInvalid) await this.#broke(connection, 'reconnect_required');
      throw error;
    }
  }

  async #made(connection: Connection): Promise<Connection> {
    try {
      return await this.#parts.keepSubscription(connection);
    } catch (error) {
      if (error instanceof CalendlyForbidden) {
        const problem = error.want === 'plan' ? 'plan_too_small' : 'scope_missing';
        await this.#broke(connection, problem);
      }
      throw error;
    }
  }

  /**
   * Reads what the gap can hide, and only then calls the line mended. A crash before that is made up for, and since
   * nobody knows then how long the gap was, from the very beginning.
   */
  async #fillGap(connection: Connection, last: Date): Promise<void> {
    const { logger, sync } = this.#parts;
    const { organizationId } = connection;
    const from = new Date(last.getTime() - gapMargin);
    const started = await sync.start(organizationId, { from, to: null });
    // One that was under way already may not reach back that far: the next look starts one that does.
    if (started.from > from) return;
    logger.info('The line to Calendly is mended; the gap is being filled', { organizationId });
    await this.#mended(connection, [...lineProblems, 'plan_too_small', 'scope_missing']);
  }

  async #mendedOtherwise(connection: Connection): Promise<void> {
    if (connection.problems.includes('reconnect_required')) {
      await this.#mended(connection, ['reconnect_required']);
    }
  }

  async #mended(connection: Connection, solved: readonly ConnectionProblem[]): Promise<void> {
    const was = connection.problems.find((problem) => solved.includes(problem));
    const problems = connection.problems.filter((problem) => !solved.includes(problem));
    const changed = await this.#update(connection, { problems });
    if (was !== undefined) await this.#tell(changed, 'connection.recovered', was);
  }

  /** Remembers what broke. It is told once: what is known already is not told again. */
  async #broke(connection: Connection, problem: ConnectionProblem): Promise<Connection> {
    if (connection.problems.includes(problem)) return connection;
    const { logger } = this.#parts;
    const { organizationId, id } = connection;
    logger.error('The line to Calendly broke', { organizationId, connectionId: id, problem });
    await this.#tell(connection, 'connection.broken', problem);
    const problems = [...connection.problems, problem];
    return this.#update(connection, { problems, subscription: connection.subscription });
  }

  async #update(
    connection: Connection,
    changes: Partial<Pick<Connection, 'problems' | 'subscription'>>,
  ): Promise<Connection> {
    const changed = await this.#parts.change.execute(connection, changes);
    return changed ?? { ...connection, ...changes };
  }

  async #tell(
    connection: Connection,
    type: 'connection.broken' | 'connection.recovered',
    problem: ConnectionProblem,
  ): Promise<void> {
    const { alerts, clock, logger } = this.#parts;
    const { id, organizationId, subscription, connectedAt } = connection;
    // The same when the same is told again, so that the receiver can drop what comes twice.
    const occasion = subscription?.uri ?? connectedAt.toISOString();
    try {
      await alerts?.send({
        id: `${type}:${id}:${problem}:${occasion}`,
        type,
        at: clock.now(),
        organizationId,
        connectionId: id,
        problem,
        message: messages[type](problem),
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn('An alert could not be delivered', { organizationId, type, reason });
    }
  }
}

const messages = {
  'connection.broken': (problem: string) =>
    problem === 'reconnect_required'
      ? 'Calendly does not accept the connection any more. An administrator has to connect again.'
      : `Calendly does not deliver webhooks (${problem}). The service tries to repair it.`,
  'connection.recovered': () => 'Webhooks are delivered again. What was missed is being read.',
};

function lineBrokeFor({ problems }: Connection): boolean {
  return lineProblems.some((problem) => problems.includes(problem));
}
