import { ApplyFacts } from '../../src/use-cases/intake/apply-facts.ts';
import { ApplyUnrouted } from '../../src/use-cases/intake/apply-unrouted.ts';
import { CommitLanes } from '../../src/use-cases/intake/commit-lanes.ts';
import { ConnectionDirectory } from '../../src/use-cases/intake/connection-directory.ts';
import { LastApplied } from '../../src/use-cases/intake/last-applied.ts';
import { ReceiveDeliveries } from '../../src/use-cases/intake/receive-deliveries.ts';
import { RetryDeliveries } from '../../src/use-cases/intake/retry-deliveries.ts';
import { RouteDelivery } from '../../src/use-cases/intake/route-delivery.ts';

/** Takes in Calendly's deliveries. */
export const intake = {
  ApplyFacts,
  ApplyUnrouted,
  CommitLanes,
  ConnectionDirectory,
  LastApplied,
  ReceiveDeliveries,
  RetryDeliveries,
  RouteDelivery,
};
