import closeWithGrace from 'close-with-grace';
import { loadConfig } from '../../adapters/load-config.ts';
import { PinoLogger } from '../../adapters/pino/pino-logger.ts';
import { startService } from '../../adapters/service.ts';

// The service as it is shipped, on a machine whose clock is ahead by so many seconds.

const aheadMs = Number(process.argv[2]) * 1000;
const clock = { now: () => new Date(Date.now() + aheadMs) };
const config = loadConfig();
const logger = new PinoLogger({ level: config.LOG_LEVEL, format: 'json' });
const service = await startService(config, clock, logger);
closeWithGrace({ delay: 10_000 }, () => service.stop());
logger.info('The service listens', { url: service.url });
