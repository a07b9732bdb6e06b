import { parseArgs } from 'node:util';
import closeWithGrace from 'close-with-grace';
import type { Config } from './config.ts';
import { developmentToken } from './development-token.ts';
import { givenConfig, withSecrets } from './load-config.ts';
import { freePort } from './node/free-port.ts';
import { SystemClock } from './node/system-clock.ts';
import { PinoLogger } from './pino/pino-logger.ts';
import { shownConfig } from './shown-config.ts';
import { exitConfig, startFailure } from './start-failure.ts';
import { welcome } from './welcome.ts';

try {
  const options = { 'check-config': { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  const given = givenConfig();
  if (values['check-config']) console.log(shownConfig(given));
  else await serve(await usable(given));
} catch (error) {
  const words = startFailure(error);
  if (words === null) throw error;
  console.error(`The service cannot start:\n${words}`);
  process.exitCode = exitConfig;
}

/** With the port that is really listened on, and secrets; a folder for them is made only where the ports are free. */
async function usable({ PORT, HOST, METRICS_PORT, METRICS_HOST }: Config): Promise<Config> {
  const port = await freePort(PORT, HOST);
  if (METRICS_PORT !== undefined) await freePort(METRICS_PORT, METRICS_HOST);
  return withSecrets(givenConfig({ PORT: String(port) }));
}

async function serve(config: Config): Promise<void> {
  const format = config.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json');
  const logger = new PinoLogger({ level: config.LOG_LEVEL, format });
  // Most of what loading takes: who has a wrong setting is told without it.
  const { startService } = await import('./service.ts');
  const service = await startService(config, new SystemClock(), logger);
  closeWithGrace({ delay: 10_000 }, async ({ err, signal }) => {
    if (err)
      logger.error('The service stops: something failed that nothing handles', {
        error: err.stack,
      });
    else logger.info(`The service stops: ${signal ?? 'asked to'}`);
    await service.stop();
  });
  logger.info('The service listens', { url: service.url });
  if (service.metricsUrl !== null) logger.info('Metrics are served', { url: service.metricsUrl });
  if (service.caveat !== null) logger.warn(service.caveat);
  if (!config.production) {
    const organization = config.DEFAULT_ORGANIZATION_ID ?? 'demo';
    console.log(welcome(config, service, await developmentToken(config, organization, 'admin')));
  }
}
