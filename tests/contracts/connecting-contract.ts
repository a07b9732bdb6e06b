import { describeCompleteness } from './completeness-contract.ts';
import { describeConnectAttemptStore } from './connect-attempt-store-contract.ts';
import { describeConnectingUsers } from './connecting-users-contract.ts';
import type { MakeConnectingWorld } from './connecting-world.ts';
import { describeConnectionStore } from './connection-store-contract.ts';
import { describeLeases } from './leases-contract.ts';
import { describeLiveChannel } from './live-channel-contract.ts';
import { describeSyncClaims } from './sync-claims-contract.ts';
import { describeSyncStore } from './sync-store-contract.ts';
import { describeConnectingTenancy } from './tenancy-contract.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests all promises of the stores of connecting and back-filling over one database. */
export function describeConnecting(
  runner: TestRunner,
  name: string,
  makeWorld: MakeConnectingWorld,
): void {
  describeConnectionStore(runner, name, makeWorld);
  describeConnectingUsers(runner, name, makeWorld);
  describeLeases(runner, name, makeWorld);
  describeConnectAttemptStore(runner, name, makeWorld);
  describeSyncStore(runner, name, makeWorld);
  describeSyncClaims(runner, name, makeWorld);
  describeLiveChannel(runner, name, makeWorld);
  describeCompleteness(runner, name, makeWorld);
  describeConnectingTenancy(runner, name, makeWorld);
}
