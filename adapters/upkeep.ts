import { completenessHour } from '../src/domain/completeness.ts';
import { retentionHour } from '../src/domain/retention-policy.ts';
import { AccessTokens } from '../src/use-cases/access-tokens.ts';
import { ApplyUnrouted } from '../src/use-cases/apply-unrouted.ts';
import { CheckEveryCompleteness } from '../src/use-cases/check-every-completeness.ts';
import { DropDisabled } from '../src/use-cases/drop-disabled.ts';
import { FetchConferenceLinks } from '../src/use-cases/fetch-conference-links.ts';
import { RelayEvents } from '../src/use-cases/relay-events.ts';
import { RetryDeliveries } from '../src/use-cases/retry-deliveries.ts';
import { RunDailyJob } from '../src/use-cases/run-daily-job.ts';
import { SyncHistory } from '../src/use-cases/sync-history.ts';
import { WatchConnections } from '../src/use-cases/watch-connections.ts';
import type { ReachableConfig } from './config.ts';
import type { createContainer } from './container.ts';
import { Schedule } from './croner/schedule.ts';
import { dailyCompleteness } from './reading-module.ts';

type Container = ReturnType<typeof createContainer>;

/** Begins everything that goes on without anybody asking. Answers what ends it. */
export function startUpkeep(container: Container, config: ReachableConfig): () => Promise<void> {
  const schedule = container.get(Schedule);
  const relay = container.get(RelayEvents);
  const disabled = container.get(DropDisabled);
  const retry = container.get(RetryDeliveries);
  const unrouted = container.get(ApplyUnrouted);
  const links = container.get(FetchConferenceLinks);
  const sync = container.get(SyncHistory);
  const purge = container.get(RunDailyJob);
  const completeness = container.get<RunDailyJob>(dailyCompleteness);

  schedule.every('* * * * * *', 'relay-events', () => relay.tick());
  schedule.every('*/5 * * * * *', 'drop-disabled', () => disabled.execute());
  schedule.every('*/5 * * * * *', 'retry-deliveries', () => retry.execute());
  schedule.every('*/20 * * * * *', 'apply-unrouted', async () => void (await unrouted.lately()));
  schedule.every('*/5 * * * * *', 'fetch-conference-links', () => links.execute());
  // A long back-fill must not keep the next one waiting: each takes a lane of its own.
  schedule.every('*/2 * * * * *', 'sync-history', async () => {
    schedule.atOnce('sync-history', () => sync.work());
  });
  everyDay(schedule, 'purge-old-events', purge, retentionHour, config.TIME_ZONE);

  if (config.CALENDLY_WATCH === 'on') {
    const watch = container.get(WatchConnections);
    const first = container.get(CheckEveryCompleteness);
    schedule.atOnce('watch-connections', () => watch.execute());
    schedule.every('15 */4 * * * *', 'watch-connections', () => watch.execute());
    schedule.every('*/15 * * * * *', 'check-completeness', () => first.firstTime());
    everyDay(schedule, 'check-completeness', completeness, completenessHour, config.TIME_ZONE);
  }

  return async () => {
    await Promise.all([schedule.stop(), sync.stop(), purge.stop(), completeness.stop()]);
    await container.get(AccessTokens).settled();
  };
}

/** And what was due while nobody was up, and what another process left half-way. */
function everyDay(
  schedule: Schedule,
  name: string,
  job: RunDailyJob,
  hour: number,
  timeZone: string,
): void {
  const run = () => job.execute();
  schedule.everyDay(hour, timeZone, name, run);
  schedule.atOnce(name, run);
  schedule.every('30 * * * * *', name, run);
}
