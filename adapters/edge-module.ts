import { type Container, ContainerModule, type ServiceIdentifier } from 'inversify';
import { AddNote } from '../src/use-cases/add-note.ts';
import { CommitLanes } from '../src/use-cases/commit-lanes.ts';
import { ConnectByToken } from '../src/use-cases/connect-by-token.ts';
import { DisconnectCalendly } from '../src/use-cases/disconnect-calendly.ts';
import { EditProspect } from '../src/use-cases/edit-prospect.ts';
import { FinishConnecting } from '../src/use-cases/finish-connecting.ts';
import { ListProspects } from '../src/use-cases/list-prospects.ts';
import { ListScheduledEvents } from '../src/use-cases/list-scheduled-events.ts';
import { ReadEvents } from '../src/use-cases/read-events.ts';
import { ReadStatus } from '../src/use-cases/read-status.ts';
import { RelayEvents } from '../src/use-cases/relay-events.ts';
import { RelayLiveWords } from '../src/use-cases/relay-live-words.ts';
import { RouteDelivery } from '../src/use-cases/route-delivery.ts';
import { ShowProspect } from '../src/use-cases/show-prospect.ts';
import { StartConnecting } from '../src/use-cases/start-connecting.ts';
import { SyncHistory } from '../src/use-cases/sync-history.ts';
import type { ReachableConfig } from './config.ts';
import { HttpApp } from './koa/http-app.ts';
import { clientAddress } from './node/client-address.ts';
import { EventLoopReadiness } from './node/event-loop-readiness.ts';
import { PromMetrics } from './prom-client/prom-metrics.ts';
import { rateLimits } from './rate-limiter-flexible/rate-limits.ts';
import * as the from './service-identifiers.ts';
import { SocketIoServer } from './socket-io/socket-io-server.ts';
import type { Stores } from './stores.ts';
import { OriginList } from './wire/origin-list.ts';

const limits: ServiceIdentifier<ReturnType<typeof limitsOf>> = Symbol.for('Limits');

/** Where the world comes in: HTTP, sockets, and the limits of both. */
export function edgeModule(
  config: ReachableConfig,
  stores: Stores,
  consoleFolder: string,
): ContainerModule {
  const origins = new OriginList(config.CORS_ORIGINS, !config.production);
  return new ContainerModule(({ bind }) => {
    bind(EventLoopReadiness).toConstantValue(new EventLoopReadiness());
    bind(limits).toConstantValue(limitsOf(config));
    bind(HttpApp).toDynamicValue(
      (context) =>
        new HttpApp({
          verifier: context.get(the.verifier),
          decoder: context.get(the.decoder),
          routeDelivery: context.get(RouteDelivery),
          lanes: context.get(CommitLanes),
          listProspects: context.get(ListProspects),
          showProspect: context.get(ShowProspect),
          readEvents: context.get(ReadEvents),
          editProspect: context.get(EditProspect),
          addNote: context.get(AddNote),
          listScheduledEvents: context.get(ListScheduledEvents),
          deliveries: context.get(the.deliveryStore),
          startConnecting: context.get(StartConnecting),
          finishConnecting: context.get(FinishConnecting),
          connectByToken: context.get(ConnectByToken),
          disconnectCalendly: context.get(DisconnectCalendly),
          readStatus: context.get(ReadStatus),
          syncHistory: context.get(SyncHistory),
          syncs: context.get(the.syncStore),
          completeness: context.get(the.completenessStore),
          calendly: {
            environment: config.CALENDLY_ENVIRONMENT,
            simulatorUrl:
              config.CALENDLY_ENVIRONMENT === 'simulator' ? config.CALENDLY_API_URL : null,
            ways: waysToConnect(config),
          },
          appUrl: config.APP_URL,
          authenticator: context.get(the.authenticator),
          logger: context.get(the.logger),
          metrics: context.get(PromMetrics),
          ...context.get(limits),
          readiness: [...stores.readiness, context.get(EventLoopReadiness)],
          consoleFolder,
          origins,
          overHttps: config.APP_URL.startsWith('https:'),
        }),
    );
    bind(SocketIoServer).toResolvedValue(
      (app, metrics) => new SocketIoServer(app.server, origins, metrics),
      [HttpApp, PromMetrics],
    );
  });
}

/** Lets realtime clients in. Apart from the container, because clients need the relay and the relay needs its clients. */
export function serveRealtime(container: Container): void {
  // Whoever says a word is heard from now on.
  container.get(RelayLiveWords);
  container.get(SocketIoServer).serve({
    authenticator: container.get(the.authenticator),
    metrics: container.get(PromMetrics),
    ...container.get(limits),
    relay: container.get(RelayEvents),
    logger: container.get(the.logger),
  });
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
