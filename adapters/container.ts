import 'reflect-metadata';
import { Container, type ServiceIdentifier } from 'inversify';
import { ClockSkew } from '../src/domain/clock-skew.ts';
import { NoteWriter } from '../src/domain/note-writer.ts';
import { organizationId } from '../src/domain/organization-id.ts';
import { type RetentionDays, retentionHour } from '../src/domain/retention-policy.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Logger } from '../src/ports/logger.ts';
import { AddNote } from '../src/use-cases/add-note.ts';
import { ApplyFacts } from '../src/use-cases/apply-facts.ts';
import { AuthenticateEnabled } from '../src/use-cases/authenticate-enabled.ts';
import { ChangeProspect } from '../src/use-cases/change-prospect.ts';
import { CommitLanes } from '../src/use-cases/commit-lanes.ts';
import { ConnectByToken } from '../src/use-cases/connect-by-token.ts';
import { ConnectionDirectory } from '../src/use-cases/connection-directory.ts';
import { DisabledOrganizations } from '../src/use-cases/disabled-organizations.ts';
import { DisconnectCalendly } from '../src/use-cases/disconnect-calendly.ts';
import { DropDisabled } from '../src/use-cases/drop-disabled.ts';
import { EditProspect } from '../src/use-cases/edit-prospect.ts';
import { FinishConnecting } from '../src/use-cases/finish-connecting.ts';
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
import { StartConnecting } from '../src/use-cases/start-connecting.ts';
import { SyncHistory } from '../src/use-cases/sync-history.ts';
import { CalendlyDecoder } from './calendly/calendly-decoder.ts';
import { CalendlySignatureVerifier } from './calendly/calendly-signature-verifier.ts';
import type { ReachableConfig } from './config.ts';
import { connectingModule } from './connecting-module.ts';
import { Schedule } from './croner/schedule.ts';
import { JoseAuthenticator } from './jose/jose-authenticator.ts';
import { HttpApp } from './koa/http-app.ts';
import { clientAddress } from './node/client-address.ts';
import { EventLoopReadiness } from './node/event-loop-readiness.ts';
import { pause } from './node/pause.ts';
import { turnOfTheLoop } from './node/turn-of-the-loop.ts';
import { UuidGenerator } from './node/uuid-generator.ts';
import type { Stores } from './open-stores.ts';
import { PromMetrics } from './prom-client/prom-metrics.ts';
import { rateLimits } from './rate-limiter-flexible/rate-limits.ts';
import { readingModule } from './reading-module.ts';
import {
  authenticator,
  clock,
  completenessStore,
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
  verifier,
} from './service-identifiers.ts';
import { SocketIoServer } from './socket-io/socket-io-server.ts';
import { OriginList } from './wire/origin-list.ts';

/** What is made before the container, because making it takes time or other processes. */
export interface Foundation {
  config: ReachableConfig;
  stores: Stores;
  clock: Clock;
  logger: Logger;
  consoleFolder: string;
}

const limits: ServiceIdentifier<ReturnType<typeof limitsOf>> = Symbol.for('Limits');

const purgePace = { batchSize: 500, rest: () => pause(20) };

/** Puts the service together: the one place that knows which adapter stands behind which port. */
export function createContainer({ config, stores, ...given }: Foundation): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  const bind = container.bind.bind(container);

  const origins = new OriginList(config.CORS_ORIGINS, !config.production);

  // Ports
  bind(clock).toConstantValue(given.clock);
  bind(logger).toConstantValue(given.logger);
  bind(ids).toConstantValue(new UuidGenerator());
  bind(PromMetrics).toConstantValue(new PromMetrics());
  bind(ingestStore).toConstantValue(stores.ingestStore);
  bind(eventLog).toConstantValue(stores.eventLog);
  bind(prospectStore).toConstantValue(stores.prospectStore);
  bind(scheduledEventStore).toConstantValue(stores.scheduledEventStore);
  bind(deliveryStore).toConstantValue(stores.deliveryStore);
  bind(organizationStore).toConstantValue(stores.organizationStore);
  bind(decoder).toConstantValue(new CalendlyDecoder());
  bind(verifier).toResolvedValue(
    (directory, skew, time) =>
      new CalendlySignatureVerifier({
        keys: config.CALENDLY_WEBHOOK_SIGNING_KEY ?? [],
        connectionKeys: (id, again) => directory.signingKeys(id, again),
        onSigned: (signedAt, receivedAt) => skew.observe(signedAt, receivedAt),
        schemes: config.CALENDLY_WEBHOOK_SCHEMES,
        toleranceSeconds: config.CALENDLY_WEBHOOK_TOLERANCE_SECONDS,
        clock: time,
      }),
    [ConnectionDirectory, ClockSkew, clock],
  );
  const tokens = new JoseAuthenticator(
    {
      secret: config.JWT_SECRET,
      jwksUrl: config.JWT_JWKS_URL,
      issuer: config.JWT_ISSUER,
      audience: config.JWT_AUDIENCE,
      typ: config.JWT_TYP,
      organizationClaim: config.JWT_ORGANIZATION_CLAIM,
      roleClaim: config.JWT_ROLE_CLAIM,
    },
    given.clock,
    given.logger,
  );
  bind(authenticator).toResolvedValue(
    (disabled) => new AuthenticateEnabled(tokens, disabled),
    [DisabledOrganizations],
  );
  bind(notifier).toResolvedValue((sockets) => sockets.notifier, [SocketIoServer]);

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

  // Use cases: connecting, reading history, watching
  bind(ApplyFacts).toResolvedValue(
    (store, time, newIds, notes) => new ApplyFacts(store, time, newIds, notes),
    [ingestStore, clock, ids, NoteWriter],
  );
  container.load(connectingModule(config, stores), readingModule(config, stores));

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

  // The edge
  bind(EventLoopReadiness).toConstantValue(new EventLoopReadiness());
  bind(limits).toConstantValue(limitsOf(config));
  bind(Schedule).toResolvedValue((log) => new Schedule(log), [logger]);
  bind(HttpApp).toDynamicValue(
    (context) =>
      new HttpApp({
        verifier: context.get(verifier),
        decoder: context.get(decoder),
        routeDelivery: context.get(RouteDelivery),
        lanes: context.get(CommitLanes),
        listProspects: context.get(ListProspects),
        showProspect: context.get(ShowProspect),
        readEvents: context.get(ReadEvents),
        editProspect: context.get(EditProspect),
        addNote: context.get(AddNote),
        listScheduledEvents: context.get(ListScheduledEvents),
        deliveries: context.get(deliveryStore),
        startConnecting: context.get(StartConnecting),
        finishConnecting: context.get(FinishConnecting),
        connectByToken: context.get(ConnectByToken),
        disconnectCalendly: context.get(DisconnectCalendly),
        readStatus: context.get(ReadStatus),
        syncHistory: context.get(SyncHistory),
        syncs: context.get(syncStore),
        completeness: context.get(completenessStore),
        calendly: {
          environment: config.CALENDLY_ENVIRONMENT,
          simulatorUrl:
            config.CALENDLY_ENVIRONMENT === 'simulator' ? config.CALENDLY_API_URL : null,
          ways: waysToConnect(config),
        },
        appUrl: config.APP_URL,
        authenticator: context.get(authenticator),
        logger: context.get(logger),
        metrics: context.get(PromMetrics),
        ...context.get(limits),
        readiness: [...stores.readiness, context.get(EventLoopReadiness)],
        consoleFolder: given.consoleFolder,
        origins,
        overHttps: config.APP_URL.startsWith('https:'),
      }),
  );
  bind(SocketIoServer).toResolvedValue(
    (app, metrics) => new SocketIoServer(app.server, origins, metrics),
    [HttpApp, PromMetrics],
  );
  return container;
}

/** Lets realtime clients in. Apart from the container, because clients need the relay and the relay needs its clients. */
export function serveRealtime(container: Container): void {
  // Whoever says a word is heard from now on.
  container.get(RelayLiveWords);
  container.get(SocketIoServer).serve({
    authenticator: container.get(authenticator),
    metrics: container.get(PromMetrics),
    ...container.get(limits),
    relay: container.get(RelayEvents),
    logger: container.get(logger),
  });
}

function retentionDaysOf(config: ReachableConfig): RetentionDays {
  return {
    scheduledEvents: config.RETENTION_DAYS,
    deliveries: config.DELIVERY_RETENTION_DAYS,
    logEntries: config.EVENT_RETENTION_DAYS,
  };
}

/** Without a key to keep tokens with there is none. */
function waysToConnect(config: ReachableConfig): ('oauth' | 'personal_token')[] {
  if (config.TOKEN_ENCRYPTION_KEY === undefined) return [];
  return config.CALENDLY_CLIENT_ID === undefined ? ['personal_token'] : ['oauth', 'personal_token'];
}

/** What strangers and clients may do how often, and who counts as one of them. */
function limitsOf(config: ReachableConfig) {
  return {
    ...rateLimits(config.API_REQUESTS_PER_SECOND),
    socketLimits: {
      perPerson: config.SOCKETS_PER_PERSON,
      perOrganization: config.SOCKETS_PER_ORGANIZATION,
    },
    addressOf: clientAddress(config.TRUSTED_PROXIES),
  };
}
