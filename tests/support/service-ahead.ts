import { onProcessEnd } from '../../adapters/node/process-end.ts';
import { PinoLogger } from '../../adapters/pino/pino-logger.ts';
import { startService } from '../../adapters/running/service.ts';
import { loadConfig } from '../../adapters/settings/load-config.ts';

// The service as it is shipped, on a machine whose clock is ahead by so many seconds.

const aheadMs = Number(process.argv[2]) * 1000;
const clock = { now: () => new Date(Date.now() + aheadMs) };
const config = loadConfig();
const logger = new PinoLogger({ level: config.LOG_LEVEL, format: 'json' });
const service = await startService(config, clock, logger);
onProcessEnd({
  bound: 10_000,
  sameWishWithin: 0,
  endsWithParent: false,
  failed: ({ stack }) => logger.error('It failed', { error: stack }),
  end: (_, hurry) => service.stop(hurry),
});
logger.info('The service listens', { url: service.url });
