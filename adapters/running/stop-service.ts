import { bounds } from '../../src/domain/bounds.ts';
import { passed } from '../node/passed.ts';
import { within } from '../node/within.ts';
import type { MetricsServer } from '../prom-client/metrics-server.ts';
import type { Parts } from '../service/parts.ts';
import type { Stores } from '../service/stores.ts';

/** The parts of a running service that its end needs. */
export interface Running {
  parts: Parts;
  metrics: MetricsServer | null;
  stores: Stores;
  /** How long the service keeps serving while load balancers notice that it stops. */
  drainMilliseconds: number;
  stopUpkeep(): Promise<void>;
}

/**
 * Keeps serving during the draining. Then it accepts no more clients, finishes the open work, and closes the stores.
 * Clients on kept or newly accepted connections get a last moment to send a pending request.
 */
export async function stopService(running: Running, hurry: AbortSignal): Promise<void> {
  const { metrics, stores, drainMilliseconds } = running;
  const { commitLanes, httpApp, logger, socketIoServer } = running.parts;
  httpApp.sockets.drain();
  socketIoServer.letGoWithin(drainMilliseconds);
  await passed(drainMilliseconds, hurry);

  await httpApp.sockets.closeDoor();
  const upkeep = awaitedLater(running.stopUpkeep());
  await passed(Math.min(drainMilliseconds, bounds.lastMoment.value), hurry);
  // It ends with the HTTP server, which ends when its connections do.
  const socketsClosed = awaitedLater(socketIoServer.close());
  await httpApp.sockets.end(hurry);
  await ended('The sockets', socketsClosed);
  await ended('The webhooks', commitLanes.drained());
  await ended('The jobs', upkeep, bounds.jobsClosing.value);
  await ended('The metrics', metrics?.close() ?? Promise.resolve());
  await ended('The stores', stores.close());

  async function ended(
    what: string,
    work: Promise<void>,
    bound: number = bounds.closing.value,
  ): Promise<void> {
    try {
      if (await within(work, bound)) return;
      logger.warn(`${what} did not close in time and are left behind`);
    } catch (error) {
      logger.warn(`${what} did not close`, { error: String(error) });
    }
  }
}

/** Keeps a failure until the promise is awaited, so that it does not count as unhandled before. */
function awaitedLater(work: Promise<void>): Promise<void> {
  work.catch(() => undefined);
  return work;
}
