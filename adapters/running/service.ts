import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../src/ports/clock.ts';
import type { Logger } from '../../src/ports/logger.ts';
import { MetricsServer } from '../prom-client/metrics-server.ts';
import { openStores } from '../service/open-stores.ts';
import { type Parts, partsOf } from '../service/parts.ts';
import type { Stores } from '../service/stores.ts';
import { type Config, ConfigInvalid, type ReachableConfig } from '../settings/config.ts';
import { calendlyAtHand } from './own-calendly.ts';
import { startUpkeep } from './start-upkeep.ts';
import { stopService } from './stop-service.ts';

const consoleFolder = fileURLToPath(new URL('../../dist/console', import.meta.url));

/** A running service. */
export interface Service {
  /** Its URL with the real port, also when any port was asked for. */
  url: string;
  /** The booking page of the service's own simulator; null without one. */
  simulatorUrl: string | null;
  /** The URL of its metrics; null when they are not served. */
  metricsUrl: string | null;
  caveat: string | null;
  /**
   * Drains, accepts no more clients, finishes the open work, and closes the stores. `hurry` cuts the draining short.
   */
  stop(hurry?: AbortSignal): Promise<void>;
}

/** Opens the stores, and listens. */
export async function startService(config: Config, clock: Clock, logger: Logger): Promise<Service> {
  const stores = await openStores(config, clock);
  const calendly = await calendlyAtHand(config);
  try {
    const service = await startOn(stores, calendly.config, clock, logger);
    return {
      ...service,
      stop: async (hurry) => {
        await service.stop(hurry);
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
  const parts = partsOf({ config, stores, clock, logger, consoleFolder });
  const { eventLoopReadiness, httpApp, relayEvents, relayLiveMessages, socketIoServer } = parts;
  relayEvents.listen();
  relayLiveMessages.listen();
  socketIoServer.serve(parts);
  await refuseLostSecrets(parts);

  let metrics: MetricsServer | null = null;
  try {
    metrics = await serveMetrics(parts, config);
    httpApp.server.listen(config.PORT, config.HOST);
    await once(httpApp.server, 'listening');
  } catch (error) {
    await metrics?.close();
    throw error;
  }
  eventLoopReadiness.start();
  const stopUpkeep = startUpkeep(parts, config);
  const drainMilliseconds = config.DRAIN_SECONDS * 1000;
  const { port } = httpApp.server.address() as AddressInfo;
  const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;

  return {
    url: `http://${host}:${port}`,
    simulatorUrl: parts.calendly.simulatorUrl,
    metricsUrl: metrics?.url ?? null,
    caveat: stores.caveat,
    stop: async (hurry = new AbortController().signal) => {
      await stopService({ parts, metrics, stores, drainMilliseconds, stopUpkeep }, hurry);
      eventLoopReadiness.stop();
    },
  };
}

/** Tokens that no key opens would each fail at their next use. The start fails instead. */
async function refuseLostSecrets({ findLostSecrets }: Parts): Promise<void> {
  const lost = await findLostSecrets.execute();
  if (lost.length === 0) return;
  const names = lost.map(({ id, organizationId }) => `${id} of ${organizationId}`);
  throw new ConfigInvalid(
    `TOKEN_ENCRYPTION_KEY: no key decrypts the secrets of the connection ${names.join(', ')}. Add the missing key after the first one; if it is lost, run npm run reencrypt -- --forget, and connect again.`,
  );
}

async function serveMetrics(parts: Parts, config: Config): Promise<MetricsServer | null> {
  if (config.METRICS_PORT === undefined) return null;
  const { httpApp, metrics, socketIoServer } = parts;
  metrics.gauge('sockets', 'Realtime clients that are connected.', () => socketIoServer.open);
  metrics.gauge(
    'webhooks_waiting',
    'Webhooks that wait for their answer.',
    () => httpApp.webhooksWaiting,
  );
  return MetricsServer.listen(metrics, config.METRICS_PORT, config.METRICS_HOST);
}
