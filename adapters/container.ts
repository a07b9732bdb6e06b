import 'reflect-metadata';
import { Container } from 'inversify';
import { NoteWriter } from '../src/domain/note-writer.ts';
import { organizationId } from '../src/domain/organization-id.ts';
import { type RetentionDays, retentionHour } from '../src/domain/retention-policy.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Logger } from '../src/ports/logger.ts';
import { AddNote } from '../src/use-cases/add-note.ts';
import { ApplyFacts } from '../src/use-cases/apply-facts.ts';
import { ChangeProspect } from '../src/use-cases/change-prospect.ts';
import { CommitLanes } from '../src/use-cases/commit-lanes.ts';
import { ConnectionDirectory } from '../src/use-cases/connection-directory.ts';
import { DisabledOrganizations } from '../src/use-cases/disabled-organizations.ts';
import { DropDisabled } from '../src/use-cases/drop-disabled.ts';
import { EditProspect } from '../src/use-cases/edit-prospect.ts';
import { ListProspects } from '../src/use-cases/list-prospects.ts';
import { ListScheduledEvents } from '../src/use-cases/list-scheduled-events.ts';
import { PurgeOldEvents } from '../src/use-cases/purge-old-events.ts';
import { ReadEvents } from '../src/use-cases/read-events.ts';
import { ReadStatus } from '../src/use-cases/read-status.ts';
import { ReceiveDeliveries } from '../src/use-cases/receive-deliveries.ts';
import { RelayEvents } from '../src/use-cases/relay-events.ts';
import { RelayLiveWords } from '../src/use-cases/relay-live-words.ts';
import { RenderEvents } from '../src/use-cases/render-events.ts';
import { RetryDeliveries } from '../src/use-cases/retry-deliveries.ts';
import { RouteDelivery } from '../src/use-cases/route-delivery.ts';
import { RunDailyJob } from '../src/use-cases/run-daily-job.ts';
import { ShowProspect } from '../src/use-cases/show-prospect.ts';
import type { ReachableConfig } from './config.ts';
import { connectingModule } from './connecting-module.ts';
import { Schedule } from './croner/schedule.ts';
import { edgeModule } from './edge-module.ts';
import { pause } from './node/pause.ts';
import { turnOfTheLoop } from './node/turn-of-the-loop.ts';
import { portsModule } from './ports-module.ts';
import { PromMetrics } from './prom-client/prom-metrics.ts';
import { readingModule } from './reading-module.ts';
import {
  clock,
  decoder,
  deliveryStore,
  eventLog,
  ids,
  ingestStore,
  liveChannel,
  logger,
  notifier,
  organizationStore,
  prospectStore,
  scheduledEventStore,
  syncStore,
} from './service-identifiers.ts';
import type { Stores } from './stores.ts';

/** What is made before the container, because making it takes time or other processes. */
export interface Foundation {
  config: ReachableConfig;
  stores: Stores;
  clock: Clock;
  logger: Logger;
  consoleFolder: string;
}

const purgePace = { batchSize: 500, rest: () => pause(20) };

/** Puts the service together: the modules, and the use cases that they do not have. */
export function createContainer(foundation: Foundation): Container {
  const { config, stores, consoleFolder } = foundation;
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(
    portsModule(config, stores, foundation),
    connectingModule(config),
    readingModule(config, stores),
    edgeModule(config, stores, consoleFolder),
  );
  const bind = container.bind.bind(container);

  // Domain policies
  bind(NoteWriter).toConstantValue(new NoteWriter(config.LOCALE, config.TIME_ZONE));

  // Use cases: taking in
  const { DEFAULT_ORGANIZATION_ID: id } = config;
  const defaultOrganization = id === null ? null : organizationId(id);
  bind(RouteDelivery).toResolvedValue(
    (directory) => new RouteDelivery(directory, defaultOrganization),
    [ConnectionDirectory],
  );
  bind(ReceiveDeliveries).toResolvedValue(
    (store, time, newIds, log, notes, live) =>
      new ReceiveDeliveries(store, time, newIds, log, notes, live),
    [ingestStore, clock, ids, logger, NoteWriter, liveChannel],
  );
  bind(CommitLanes).toResolvedValue(
    (receive, metrics) =>
      new CommitLanes(
        (batch) => metrics.commit(batch.length, () => receive.execute(batch)),
        stores.laneLimits,
        turnOfTheLoop,
      ),
    [ReceiveDeliveries, PromMetrics],
  );

  bind(RetryDeliveries).toResolvedValue(
    (deliveries, decode, store, time, newIds, notes) =>
      new RetryDeliveries(deliveries, decode, store, time, newIds, notes),
    [deliveryStore, decoder, ingestStore, clock, ids, NoteWriter],
  );
  bind(ApplyFacts).toResolvedValue(
    (store, time, newIds, notes) => new ApplyFacts(store, time, newIds, notes),
    [ingestStore, clock, ids, NoteWriter],
  );

  // Use cases: letting in
  bind(DisabledOrganizations).toResolvedValue(
    (store, time) => new DisabledOrganizations(store, time),
    [organizationStore, clock],
  );
  bind(DropDisabled).toResolvedValue(
    (disabled, to) => new DropDisabled(disabled, to),
    [DisabledOrganizations, notifier],
  );

  // Use cases: telling and catching up
  bind(RenderEvents).toResolvedValue(
    (store, time, status) => new RenderEvents(store, time, status),
    [prospectStore, clock, ReadStatus],
  );
  bind(RelayEvents).toResolvedValue(
    (log, render, to, lines) => new RelayEvents(log, render, to, lines),
    [eventLog, RenderEvents, notifier, logger],
  );
  bind(RelayLiveWords).toResolvedValue(
    (live, to, syncs, deliveries, time, lines) =>
      new RelayLiveWords(live, to, syncs, deliveries, time, lines),
    [liveChannel, notifier, syncStore, deliveryStore, clock, logger],
  );
  bind(ReadEvents).toResolvedValue(
    (log, render) => new ReadEvents(log, render),
    [eventLog, RenderEvents],
  );

  // Use cases: showing
  bind(ListProspects).toResolvedValue(
    (store, log) => new ListProspects(store, log),
    [prospectStore, eventLog],
  );
  bind(ShowProspect).toResolvedValue(
    (store, log) => new ShowProspect(store, log),
    [prospectStore, eventLog],
  );

  bind(ListScheduledEvents).toResolvedValue(
    (store, log) => new ListScheduledEvents(store, log),
    [scheduledEventStore, eventLog],
  );

  // Use cases: changing by hand
  bind(ChangeProspect).toResolvedValue(
    (prospects, store, time) => new ChangeProspect(prospects, store, time),
    [prospectStore, ingestStore, clock],
  );
  bind(EditProspect).toResolvedValue(
    (change, prospects) => new EditProspect(change, prospects),
    [ChangeProspect, prospectStore],
  );
  bind(AddNote).toResolvedValue(
    (change, newIds) => new AddNote(change, newIds),
    [ChangeProspect, ids],
  );

  // Use cases: upkeep
  bind(Schedule).toResolvedValue((log) => new Schedule(log), [logger]);
  bind(PurgeOldEvents).toResolvedValue(
    (time, log) =>
      new PurgeOldEvents(stores.retentionStore, time, log, retentionDaysOf(config), purgePace),
    [clock, logger],
  );
  bind(RunDailyJob).toResolvedValue(
    (purge, time) =>
      new RunDailyJob(stores.jobLedger, time, {
        name: 'purge-old-events',
        hour: retentionHour,
        timeZone: config.TIME_ZONE,
        work: (now, goesOn) => purge.execute(now, goesOn),
      }),
    [PurgeOldEvents, clock],
  );
  return container;
}

function retentionDaysOf(config: ReachableConfig): RetentionDays {
  return {
    scheduledEvents: config.RETENTION_DAYS,
    deliveries: config.DELIVERY_RETENTION_DAYS,
    logEntries: config.EVENT_RETENTION_DAYS,
  };
}
