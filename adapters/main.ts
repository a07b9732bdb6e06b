import { parseArgs } from 'node:util';
import closeWithGrace from 'close-with-grace';
import { type Config, ConfigInvalid } from './config.ts';
import { developmentToken } from './development-token.ts';
import { givenConfig, loadConfig } from './load-config.ts';
import { SystemClock } from './node/system-clock.ts';
import { PinoLogger } from './pino/pino-logger.ts';
import { DataFolderLocked } from './postgres/data-folder-lock.ts';
import { DatabaseUnfit } from './postgres/database-unfit.ts';
import { startService } from './service.ts';
import { shownConfig } from './shown-config.ts';
import { welcome } from './welcome.ts';

/** BSD's EX_CONFIG: starting again will not help before somebody changes the settings. */
const exitConfig = 78;

try {
  const options = { 'check-config': { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  if (values['check-config']) console.log(shownConfig(givenConfig()));
  else await serve(loadConfig());
} catch (error) {
  const settingsAreWrong = [ConfigInvalid, DataFolderLocked, DatabaseUnfit].some(
    (kind) => error instanceof kind,
  );
  if (!(error instanceof Error && (settingsAreWrong || isUnknownOption(error)))) throw error;
  console.error(`The service cannot start:\n${error.message}`);
  process.exitCode = exitConfig;
}

async function serve(config: Config): Promise<void> {
  const format = config.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json');
  const logger = new PinoLogger({ level: config.LOG_LEVEL, format });
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
    console.log(welcome(config, await developmentToken(config, organization, 'admin')));
  }
}

function isUnknownOption(error: Error): boolean {
  return 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
