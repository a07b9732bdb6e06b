import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../src/ports/clock.ts';
import type { Logger } from '../src/ports/logger.ts';
import { CommitLanes } from '../src/use-cases/commit-lanes.ts';
import { FindLostSecrets } from '../src/use-cases/find-lost-secrets.ts';
import { type Config, ConfigInvalid, type ReachableConfig } from './config.ts';
import { createContainer } from './container.ts';
import { serveRealtime } from './edge-module.ts';
import { HttpApp } from './koa/http-app.ts';
import { EventLoopReadiness } from './node/event-loop-readiness.ts';
import { openStores } from './open-stores.ts';
import { calendlyAtHand } from './own-calendly.ts';
import { MetricsServer } from './prom-client/metrics-server.ts';
import { PromMetrics } from './prom-client/prom-metrics.ts';
import { SocketIoServer } from './socket-io/socket-io-server.ts';
import type { Stores } from './stores.ts';
import { startUpkeep } from './upkeep.ts';

const consoleFolder = fileURLToPath(new URL('../dist/console', import.meta.url));

/** A running service. */
export interface Service {
  /** Where it listens: the real port, also when any was asked for. */
  url: string;
  /** Where one can book, when the service brought its own Calendly along; else null. */
  simulatorUrl: string | null;
  /** Where its metrics are; null when nobody asked for them. */
  metricsUrl: string | null;
  caveat: string | null;
  /** Stops taking in, lets what is under way commit, tells the sockets, closes the stores. */
  stop(): Promise<void>;
}

/** Opens the stores, and listens. */
export async function startService(config: Config, clock: Clock, logger: Logger): Promise<Service> {
  const stores = await openStores(config, clock);
  const calendly = await calendlyAtHand(config);
  try {
    const service = await startOn(stores, calendly.config, clock, logger);
    return {
      ...service,
      stop: async () => {
        await service.stop();
        await calendly.stop();
      },
    };
  } catch (error) {
    await calendly.stop();
    await stores.close();
    throw error;
  }
}

async function startOn(
  stores: Stores,
  config: ReachableConfig,
  clock: Clock,
  logger: Logger,
): Promise<Service> {
  const container = createContainer({ config, stores, clock, logger, consoleFolder });
  const app = container.get(HttpApp);
  const sockets = container.get(SocketIoServer);
  serveRealtime(container);
  await refuseLostSecrets(container);

  let metrics: MetricsServer | null = null;
  try {
    metrics = await serveMetrics(container, config);
    app.server.listen(config.PORT, config.HOST);
    await once(app.server, 'listening');
  } catch (error) {
    await metrics?.close();
    throw error;
  }
  const eventLoop = container.get(EventLoopReadiness);
  eventLoop.start();
  const stopUpkeep = startUpkeep(container, config);
  const { port } = app.server.address() as AddressInfo;
  const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;

  return {
    url: `http://${host}:${port}`,
    simulatorUrl: config.CALENDLY_ENVIRONMENT === 'simulator' ? config.CALENDLY_API_URL : null,
    metricsUrl: metrics?.url ?? null,
    caveat: stores.caveat,
    stop: async () => {
      app.drain();
      const upkeepEnds = stopUpkeep();
      // Closing the sockets closes the HTTP server they share: nothing new comes in, answers under way go out.
      await sockets.close();
      await container.get(CommitLanes).drained();
      await upkeepEnds;
      eventLoop.stop();
      await metrics?.close();
      await stores.close();
    },
  };
}

/** Tokens that no key opens would be lost one by one, each when it is needed: it is said before anything is served. */
async function refuseLostSecrets(container: ReturnType<typeof createContainer>): Promise<void> {
  const lost = await container.get(FindLostSecrets).execute();
  if (lost.length === 0) return;
  const names = lost.map(({ id, organizationId }) => `${id} of ${organizationId}`);
  throw new ConfigInvalid(
    `TOKEN_ENCRYPTION_KEY: no key decrypts the secrets of the connection ${names.join(', ')}. Put the key that did behind the first one; where it is lost, run npm run reencrypt -- --forget, and connect again.`,
  );
}

async function serveMetrics(
  container: ReturnType<typeof createContainer>,
  config: Config,
): Promise<MetricsServer | null> {
  if (config.METRICS_PORT === undefined) return null;
  const metrics = container.get(PromMetrics);
  const sockets = container.get(SocketIoServer);
  const app = container.get(HttpApp);
  metrics.gauge('sockets', 'Realtime clients that are connected.', () => sockets.open);
  metrics.gauge(
    'webhooks_waiting',
    'Webhooks that wait for their answer.',
    () => app.webhooksWaiting,
  );
  return MetricsServer.listen(metrics, config.METRICS_PORT, config.METRICS_HOST);
}
