import { SystemClock } from '../../adapters/node/system-clock.ts';
import { PinoLogger } from '../../adapters/pino/pino-logger.ts';
import { startService } from '../../adapters/running/service.ts';
import { readConfig } from '../../adapters/settings/config.ts';
import type { IncomingDelivery } from '../../src/domain/delivery.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { CommitLanes } from '../../src/use-cases/intake/commit-lanes.ts';
import { answer } from './child.ts';

// The service as shipped, but for one thing: a webhook belongs to one of as many organizations as the bench says.

let organizations = 1;
const lanes = CommitLanes.prototype;
Reflect.set(lanes, 'submit', spreading(Reflect.get(lanes, 'submit')));

function spreading(submit: CommitLanes['submit']) {
  return function spread(this: CommitLanes, incoming: IncomingDelivery) {
    const number = Number.parseInt(incoming.delivery.digest.slice(0, 8), 16) % organizations;
    const id = organizationId(`org-${number}`);
    return submit.call(this, { ...incoming, organizationId: id });
  };
}

const config = readConfig(process.env);
const logger = new PinoLogger({ level: config.LOG_LEVEL, format: 'json' });
const service = await startService(config, new SystemClock(), logger);

answer(
  async (task) => {
    organizations = task as number;
    return service.url;
  },
  () => service.stop(),
);
