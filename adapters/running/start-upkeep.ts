import { completenessHour } from '../../src/domain/completeness.ts';
import { retentionHour } from '../../src/domain/retention-policy.ts';
import type { DailyJob } from '../../src/use-cases/upkeep/run-daily-job.ts';
import type { Parts } from '../service/parts.ts';
import type { Config } from '../settings/config.ts';

/** Starts the scheduled work. Returns the function that stops it. */
export function startUpkeep(parts: Parts, { CALENDLY_WATCH, TIME_ZONE }: Config) {
  const { checkEveryCompleteness, fetchConferenceLinks, runDailyJob, schedule, syncHistory } =
    parts;
  fetchConferenceLinks.listen();

  schedule.every('* * * * * *', 'relay-events', () =>
    parts.relayReadiness.run(() => parts.relayEvents.tick()),
  );
  schedule.every('*/5 * * * * *', 'drop-disabled', () => parts.dropDisabled.execute());
  schedule.every('*/5 * * * * *', 'retry-deliveries', () => parts.retryDeliveries.execute());
  schedule.every('*/20 * * * * *', 'apply-unrouted', async () => {
    await parts.applyUnrouted.lately();
  });
  schedule.every('*/5 * * * * *', 'fetch-conference-links', () => fetchConferenceLinks.execute());
  // A long back-fill must not delay the next one, so each starts in its own run.
  schedule.every('*/2 * * * * *', 'sync-history', async () => {
    schedule.atOnce('sync-history', () => syncHistory.work());
  });
  everyDay(parts, {
    name: 'purge-old-events',
    hour: retentionHour,
    timeZone: TIME_ZONE,
    work: (now, goesOn) => parts.purgeOldEvents.execute(now, goesOn),
  });

  if (CALENDLY_WATCH === 'on') {
    const watch = () => parts.watchConnections.execute();
    schedule.atOnce('watch-connections', watch);
    schedule.every('15 */4 * * * *', 'watch-connections', watch);
    schedule.every('*/15 * * * * *', 'check-completeness', () =>
      checkEveryCompleteness.firstTime(),
    );
    everyDay(parts, {
      name: 'check-completeness',
      hour: completenessHour,
      timeZone: TIME_ZONE,
      work: (_now, goesOn) => checkEveryCompleteness.execute(goesOn),
    });
  }

  return async (): Promise<void> => {
    await Promise.all([schedule.stop(), syncHistory.stop(), runDailyJob.stop()]);
    await parts.accessTokens.settled();
  };
}

/**
 * Runs the job every day, and at the start: a run may have been due while no process was up, or another process left it
 * unfinished.
 */
function everyDay({ runDailyJob, schedule }: Parts, job: DailyJob): void {
  const { hour, name, timeZone } = job;
  const run = () => runDailyJob.execute(job);
  schedule.everyDay(hour, timeZone, name, run);
  schedule.atOnce(name, run);
  schedule.every('30 * * * * *', name, run);
}
