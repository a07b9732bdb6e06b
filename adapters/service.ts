import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { retentionHour } from '../src/domain/retention-policy.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Logger } from '../src/ports/logger.ts';
import { CommitLanes } from '../src/use-cases/commit-lanes.ts';
import { RelayEvents } from '../src/use-cases/relay-events.ts';
import { RetryDeliveries } from '../src/use-cases/retry-deliveries.ts';
import { RunDailyJob } from '../src/use-cases/run-daily-job.ts';
import type { Config } from './config.ts';
import { createContainer, serveRealtime } from './container.ts';
import { Schedule } from './croner/schedule.ts';
import { HttpApp } from './koa/http-app.ts';
import { EventLoopReadiness } from './node/event-loop-readiness.ts';
import { openStores, type Stores } from './open-stores.ts';
import { MetricsServer } from './prom-client/metrics-server.ts';
import { PromMetrics } from './prom-client/prom-metrics.ts';
import { SocketIoServer } from './socket-io/socket-io-server.ts';

const consoleFolder = fileURLToPath(new URL('../dist/console', import.meta.url));

/** A running service. */
export interface Service {
  /** Where it listens: the real port, also when any was asked for. */
  url: string;
  /** Where its metrics are; null when nobody asked for them. */
  metricsUrl: string | null;
  caveat: string | null;
  /** Stops taking in, lets what is under way commit, tells the sockets, closes the stores. */
  stop(): Promise<void>;
}

/** Opens the stores, and listens. */
export async function startService(config: Config, clock: Clock, logger: Logger): Promise<Service> {
  const stores = await openStores(config, clock);
  try {
    return await startOn(stores, config, clock, logger);
  } catch (error) {
    await stores.close();
    throw error;
  }
}

async function startOn(
  stores: Stores,
  config: Config,
  clock: Clock,
  logger: Logger,
): Promise<Service> {
  const container = createContainer({ config, stores, clock, logger, consoleFolder });
  const app = container.get(HttpApp);
  const sockets = container.get(SocketIoServer);
  const relay = container.get(RelayEvents);
  const schedule = container.get(Schedule);
  serveRealtime(container);
  const retry = container.get(RetryDeliveries);
  schedule.every('* * * * * *', 'relay-events', () => relay.tick());
  schedule.every('*/5 * * * * *', 'retry-deliveries', () => retry.execute());

  let metrics: MetricsServer | null = null;
  try {
    metrics = await serveMetrics(container, config);
    app.server.listen(config.PORT, config.HOST);
    await once(app.server, 'listening');
  } catch (error) {
    schedule.stop();
    await metrics?.close();
    throw error;
  }
  const eventLoop = container.get(EventLoopReadiness);
  eventLoop.start();
  const nightly = container.get(RunDailyJob);
  const purge = () => nightly.execute();
  schedule.everyDay(retentionHour, config.TIME_ZONE, 'purge-old-events', purge);
  // What was due while nobody was up, and what another process left half-way.
  schedule.atOnce('purge-old-events', purge);
  schedule.every('30 * * * * *', 'purge-old-events', purge);
  const { port } = app.server.address() as AddressInfo;
  const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;

  return {
    url: `http://${host}:${port}`,
    metricsUrl: metrics?.url ?? null,
    caveat: stores.caveat,
    stop: async () => {
      app.drain();
      schedule.stop();
      // Closing the sockets closes the HTTP server they share: nothing new comes in, answers under way go out.
      await sockets.close();
      await container.get(CommitLanes).drained();
      await nightly.stop();
      eventLoop.stop();
      await metrics?.close();
      await stores.close();
    },
  };
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
