import { ContainerModule, type ResolutionContext } from 'inversify';
import { completenessHour } from '../src/domain/completeness.ts';
import { AccessTokens } from '../src/use-cases/access-tokens.ts';
import { ApplyFacts } from '../src/use-cases/apply-facts.ts';
import { ChangeConnection } from '../src/use-cases/change-connection.ts';
import { CheckCompleteness } from '../src/use-cases/check-completeness.ts';
import { CheckEveryCompleteness } from '../src/use-cases/check-every-completeness.ts';
import { FetchConferenceLinks } from '../src/use-cases/fetch-conference-links.ts';
import { KeepSubscription } from '../src/use-cases/keep-subscription.ts';
import { RunDailyJob } from '../src/use-cases/run-daily-job.ts';
import { SyncHistory } from '../src/use-cases/sync-history.ts';
import { WatchConnections } from '../src/use-cases/watch-connections.ts';
import type { ReachableConfig } from './config.ts';
import * as the from './service-identifiers.ts';
import type { Stores } from './stores.ts';

export const dailyCompleteness = Symbol.for('DailyCompleteness');

/** What reads from Calendly: history, links that come late, what was missed, and whether the line is alive. */
export function readingModule(config: ReachableConfig, stores: Stores): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(SyncHistory).toDynamicValue(
      (context) =>
        new SyncHistory({
          syncs: context.get(the.syncStore),
          live: context.get(the.liveChannel),
          ids: context.get(the.ids),
          ...readingParts(context),
        }),
    );
    bind(FetchConferenceLinks).toDynamicValue(
      (context) =>
        new FetchConferenceLinks({ log: context.get(the.eventLog), ...readingParts(context) }),
    );
    bind(CheckCompleteness).toDynamicValue(
      (context) =>
        new CheckCompleteness({
          scheduledEvents: context.get(the.scheduledEventStore),
          reports: context.get(the.completenessStore),
          ...readingParts(context),
        }),
    );
    bind(CheckEveryCompleteness).toResolvedValue(
      (connections, reports, syncs, check, logger) =>
        new CheckEveryCompleteness(connections, reports, syncs, check, logger),
      [the.connectionStore, the.completenessStore, the.syncStore, CheckCompleteness, the.logger],
    );
    bind<RunDailyJob>(dailyCompleteness).toResolvedValue(
      (checkAll, clock) =>
        new RunDailyJob(stores.jobLedger, clock, {
          name: 'check-completeness',
          hour: completenessHour,
          timeZone: config.TIME_ZONE,
          work: (_now, goesOn) => checkAll.execute(goesOn),
        }),
      [CheckEveryCompleteness, the.clock],
    );
    bind(WatchConnections).toDynamicValue((context) => {
      const deliveries = context.get(the.deliveryStore);
      const keep = context.get(KeepSubscription);
      return new WatchConnections({
        keepSubscription: (connection) => keep.execute(connection),
        sync: context.get(SyncHistory),
        lastDeliveryAt: ({ organizationId, id }) => deliveries.lastReceivedAt(organizationId, id),
        change: context.get(ChangeConnection),
        alerts: context.get(the.alertSender),
        ids: context.get(the.ids),
        ...readingParts(context),
      });
    });
  });
}

function readingParts(context: ResolutionContext) {
  const tokens = context.get(AccessTokens);
  return {
    connections: context.get(the.connectionStore),
    api: context.get(the.calendlyApi),
    withToken: tokens.withToken.bind(tokens),
    apply: context.get(ApplyFacts),
    clock: context.get(the.clock),
    logger: context.get(the.logger),
  };
}
