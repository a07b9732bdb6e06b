import { parseArgs } from 'node:util';
import { bounds } from '../src/domain/bounds.ts';
import type { Logger } from '../src/ports/logger.ts';
import { endOnClosedOutput } from './node/closed-output.ts';
import { freePort } from './node/free-port.ts';
import { onProcessEnd } from './node/process-end.ts';
import { SystemClock } from './node/system-clock.ts';
import { PinoLogger } from './pino/pino-logger.ts';
import { developmentToken } from './running/development-token.ts';
import type { Service } from './running/service.ts';
import { exitConfig, startFailure } from './running/start-failure.ts';
import { welcome } from './running/welcome.ts';
import type { Config } from './settings/config.ts';
import { givenConfig, withSecrets } from './settings/load-config.ts';
import { plainHttpWarnings } from './settings/plain-http-warnings.ts';
import { shownConfig } from './settings/shown-config.ts';

try {
  const options = { 'check-config': { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  const given = givenConfig();
  if (values['check-config']) {
    endOnClosedOutput();
    console.log(shownConfig(given));
  } else await serve(await usable(given));
} catch (error) {
  const words = startFailure(error);
  if (words === null) throw error;
  console.error(`The service cannot start:\n${words}`);
  process.exitCode = exitConfig;
}

/**
 * The settings with the ports that are really used, and with secrets. A folder for secrets is made only when the ports
 * are free.
 */
async function usable({ PORT, HOST, METRICS_PORT, METRICS_HOST }: Config): Promise<Config> {
  const port = await freePort(PORT, HOST);
  if (METRICS_PORT !== undefined) await freePort(METRICS_PORT, METRICS_HOST);
  return withSecrets(givenConfig({ PORT: String(port) }));
}

async function serve(config: Config): Promise<void> {
  const format = config.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json');
  const logger = new PinoLogger({ level: config.LOG_LEVEL, format });
  let running: Service | null = null;
  endInOrder(config, logger, () => running);
  // Loading this module takes most of the start. A wrong setting is reported before it.
  const { startService } = await import('./running/service.ts');
  const service = await startService(config, new SystemClock(), logger);
  running = service;
  logger.info('The service listens', { url: service.url });
  if (service.metricsUrl !== null) logger.info('Metrics are served', { url: service.metricsUrl });
  if (service.caveat !== null) logger.warn(service.caveat);
  for (const line of plainHttpWarnings(config)) logger.warn(line);
  if (!config.production) {
    const organization = config.DEFAULT_ORGANIZATION_ID ?? 'demo';
    console.log(welcome(config, service, await developmentToken(config, organization, 'admin')));
  }
}

/** Until the service listens, no work is under way, and a signal ends the process at once. */
function endInOrder(config: Config, logger: Logger, running: () => Service | null): void {
  onProcessEnd({
    bound: config.DRAIN_SECONDS * 1000 + bounds.stopping.value,
    sameWishWithin: process.env['npm_lifecycle_event'] === undefined ? 0 : 500,
    endsWithParent: process.env['npm_lifecycle_event'] === 'start',
    failed: ({ stack }) => logger.error('Something failed that nothing handles', { error: stack }),
    end: async (why, hurry) => {
      logger.info(`The service stops: ${why}`);
      await running()?.stop(hurry);
    },
  });
}
