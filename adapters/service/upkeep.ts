import { PurgeOldEvents } from '../../src/use-cases/upkeep/purge-old-events.ts';
import { RunDailyJob } from '../../src/use-cases/upkeep/run-daily-job.ts';

/** Runs once a day. */
export const upkeep = {
  PurgeOldEvents,
  RunDailyJob,
};
