import { describeBodyRetention } from './body-retention-contract.ts';
import { describeJobLedger } from './job-ledger-contract.ts';
import { describeLogRetention } from './log-retention-contract.ts';
import type { MakeRetentionWorld } from './retention-world.ts';
import { describeScheduledEventRetention } from './scheduled-event-retention-contract.ts';
import type { TestRunner } from './test-runner.ts';
import { describeUndecidedRetention } from './undecided-retention-contract.ts';

/** Tests all promises of retention over one database. */
export function describeRetention(
  runner: TestRunner,
  name: string,
  makeWorld: MakeRetentionWorld,
): void {
  describeScheduledEventRetention(runner, name, makeWorld);
  describeLogRetention(runner, name, makeWorld);
  describeBodyRetention(runner, name, makeWorld);
  describeUndecidedRetention(runner, name, makeWorld);
  describeJobLedger(runner, name, makeWorld);
}
