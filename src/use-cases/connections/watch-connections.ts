import type { Connection, ConnectionProblem, Subscription } from '../../domain/connection.ts';
import {
  CalendlyForbidden,
  CalendlyNotFound,
  CalendlyRefusal,
  GrantInvalid,
} from '../../domain/errors.ts';
import type { CalendlyApi } from '../../ports/calendly-api.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';
import type { IdGenerator } from '../../ports/id-generator.ts';
import type { SyncHistory } from '../history/sync-history.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ChangeConnection } from './change-connection.ts';
import { ConnectionAlerts, type ConnectionAlertsParts } from './connection-alerts.ts';
import type { KeepSubscription } from './keep-subscription.ts';
import { watchLease } from './leases.ts';
import { isWantOfRole } from './our-subscriptions.ts';

/** Longer than a check takes, so that two processes do not check one connection at once. */
const leaseMilliseconds = 60_000;
const day = 24 * 60 * 60 * 1000;
/** Calendly cannot list by change. Meetings may have moved or been canceled up to this long before their start. */
const gapMargin = 7 * day;

const subscriptionProblems = ['subscription_disabled', 'subscription_missing'] as const;
const solvedBySubscription = [...subscriptionProblems, 'plan_too_small', 'scope_missing'] as const;

/** More than four: it checks, mends, fills the gap and alerts, in this order. */
export interface WatchConnectionsParts extends ConnectionAlertsParts {
  connections: ConnectionStore;
  calendlyApi: CalendlyApi;
  accessTokens: Pick<AccessTokens, 'withToken'>;
  keepSubscription: Pick<KeepSubscription, 'execute'>;
  syncHistory: Pick<SyncHistory, 'start'>;
  deliveries: Pick<DeliveryStore, 'lastReceivedAt'>;
  changeConnection: Pick<ChangeConnection, 'execute'>;
  ids: IdGenerator;
}

/**
 * Watches over the connections to Calendly. Calendly disables a subscription after a day of errors, without notice. The
 * watcher makes a disabled or missing one again, and reads the bookings that the gap may hide. It never polls for
 * bookings.
 */
export class WatchConnections {
  readonly #parts: WatchConnectionsParts;
  readonly #alerts: ConnectionAlerts;

  constructor(parts: WatchConnectionsParts) {
    this.#parts = parts;
    this.#alerts = new ConnectionAlerts(parts);
  }

  /** Checks every connection once. A failed check does not stop the others. */
  async execute(): Promise<void> {
    const { clock, connections, ids, logger } = this.#parts;
    for (const connection of await connections.live()) {
      const { id, organizationId } = connection;
      const name = watchLease(id);
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
    await this.#lookAtSubscription(await this.#asRoleAllows(connection));
  }

  async #lookAtSubscription(connection: Connection): Promise<void> {
    const seen = await this.#seen(connection);
    const broken = seen === null || seen.state === 'disabled';
    if (!broken) {
      const checked = await this.#update(connection, { subscription: seen });
      if (hasGap(checked)) await this.#fillGap(checked, checked.connectedAt);
      else await this.#mendedOtherwise(checked);
      return;
    }
    const problem = seen === null ? 'subscription_missing' : 'subscription_disabled';
    const last = hasGap(connection) ? null : await this.#lastDeliveryAt(connection);
    const known = await this.#broke({ ...connection, subscription: seen }, problem);
    await this.#fillGap(await this.#made(known), last ?? connection.connectedAt);
  }

  /**
   * Follows role changes at Calendly, which no webhook reports. A user who is no longer an administrator gets a
   * subscription to their own bookings, because the organization's may end at any time. A user who is one again gets
   * the organization's.
   */
  async #asRoleAllows(connection: Connection): Promise<Connection> {
    const isAll = connection.scope === 'organization';
    if (!isAll && !connection.problems.includes('role_lost')) return connection;
    const mayHaveAll = await this.#mayHaveAll(connection);
    if (mayHaveAll === isAll) return connection;
    if (mayHaveAll) return this.#made(connection);
    const last = await this.#lastDeliveryAt(connection);
    const made = await this.#made(await this.#broke(connection, 'role_lost'));
    await this.#read(made, last ?? connection.connectedAt);
    return made;
  }

  /**
   * True when the user is an owner or administrator: only they may list their organization's subscriptions. Where
   * Calendly does not say, the role counts as unchanged, and the check of the subscription goes on.
   */
  async #mayHaveAll(connection: Connection): Promise<boolean> {
    const { calendlyApi } = this.#parts;
    const { organizationUri } = connection.user;
    const owner = { scope: 'organization', organizationUri, userUri: null } as const;
    try {
      await this.#ask(connection, (token) => calendlyApi.subscriptions(token, owner));
      return true;
    } catch (error) {
      if (isWantOfRole(error)) return false;
      if (error instanceof CalendlyRefusal) return connection.scope === 'organization';
      throw error;
    }
  }

  /** When the connection's last valid delivery came; null when none ever did. */
  #lastDeliveryAt({ organizationId, id }: Connection): Promise<Date | null> {
    return this.#parts.deliveries.lastReceivedAt(organizationId, id);
  }

  async #seen(connection: Connection): Promise<Subscription | null> {
    const { calendlyApi } = this.#parts;
    const { subscription } = connection;
    if (subscription === null) return null;
    try {
      return await this.#ask(connection, (token) =>
        calendlyApi.subscription(token, subscription.uri),
      );
    } catch (error) {
      if (error instanceof CalendlyNotFound) return null;
      throw error;
    }
  }

  async #ask<T>(connection: Connection, call: (token: string) => Promise<T>): Promise<T> {
    try {
      return await this.#parts.accessTokens.withToken(connection, call);
    } catch (error) {
      if (error instanceof GrantInvalid) await this.#broke(connection, 'reconnect_required');
      throw error;
    }
  }

  async #made(connection: Connection): Promise<Connection> {
    try {
      return await this.#parts.keepSubscription.execute(connection);
    } catch (error) {
      if (error instanceof CalendlyForbidden && error.want !== 'role') {
        const problem = error.want === 'plan' ? 'plan_too_small' : 'scope_missing';
        await this.#broke(connection, problem);
      }
      throw error;
    }
  }

  /**
   * Reads what the gap may hide, and only then marks the connection as mended. After a crash in between, the next check
   * reads everything since the beginning, because the length of the gap is not known then.
   */
  async #fillGap(connection: Connection, last: Date): Promise<void> {
    const { organizationId } = connection;
    // A back-fill that was under way may not reach back that far. The next check starts one that does.
    if (!(await this.#read(connection, last))) return;
    this.#parts.logger.info('The connection to Calendly is mended; the gap is being filled', {
      organizationId,
    });
    const mended = await this.#mended(connection, solvedBySubscription);
    if (mended.scope === 'organization') await this.#mended(mended, ['role_lost']);
  }

  /**
   * Starts to read the bookings since an instant, with a margin. False when a back-fill is under way that reaches less
   * far.
   */
  async #read({ organizationId }: Connection, since: Date): Promise<boolean> {
    const from = new Date(since.getTime() - gapMargin);
    const started = await this.#parts.syncHistory.start(organizationId, { from, to: null });
    return started.from <= from;
  }

  async #mendedOtherwise(connection: Connection): Promise<void> {
    if (connection.problems.includes('reconnect_required')) {
      await this.#mended(connection, ['reconnect_required']);
    }
  }

  async #mended(connection: Connection, solved: readonly ConnectionProblem[]): Promise<Connection> {
    const was = connection.problems.find((problem) => solved.includes(problem));
    const problems = connection.problems.filter((problem) => !solved.includes(problem));
    const changed = await this.#update(connection, { problems });
    if (was !== undefined) await this.#alerts.send('connection.recovered', changed, was);
    return changed;
  }

  /** Notes a problem and sends one alert. A noted problem causes no second alert. */
  async #broke(connection: Connection, problem: ConnectionProblem): Promise<Connection> {
    if (connection.problems.includes(problem)) return connection;
    const { logger } = this.#parts;
    const { organizationId, id } = connection;
    logger.error('The connection to Calendly broke', { organizationId, connectionId: id, problem });
    await this.#alerts.send('connection.broken', connection, problem);
    const problems = [...connection.problems, problem];
    return this.#update(connection, { problems, subscription: connection.subscription });
  }

  async #update(
    connection: Connection,
    changes: Partial<Pick<Connection, 'problems' | 'subscription'>>,
  ): Promise<Connection> {
    const changed = await this.#parts.changeConnection.execute(connection, changes);
    return changed ?? { ...connection, ...changes };
  }
}

/** True while missed bookings are still to be read. A role that is back reports nothing of the time between. */
function hasGap({ problems, scope }: Connection): boolean {
  if (scope === 'organization' && problems.includes('role_lost')) return true;
  return subscriptionProblems.some((problem) => problems.includes(problem));
}
