import type { Alert } from '../../src/ports/alert-sender.ts';
import { WatchConnections } from '../../src/use-cases/connections/watch-connections.ts';
import type { ConnectingLine } from './a-connecting-line.ts';

/** Somebody who looks whether the connections of a line live, and what was alerted. */
export function aWatchOf(line: ConnectingLine) {
  const { acme, api: calendlyApi, clock, connections, here, logger } = line;
  const alerts: Alert[] = [];
  const watch = new WatchConnections({
    connections,
    calendlyApi,
    clock,
    logger,
    ids: { next: () => crypto.randomUUID() },
    accessTokens: here.tokens,
    keepSubscription: here.keepSubscription,
    syncHistory: here.sync,
    deliveries: { lastReceivedAt: async () => null },
    changeConnection: here.change,
    alertSender: { send: async (alert) => void alerts.push(alert) },
  });
  return {
    line,
    alerts,
    sync: here.sync,
    look: () => watch.execute(),
    alerted: () => alerts.map(({ type, problem }) => [type, problem]),
    /** The scope and the problems as the status says them. */
    shown: async () => {
      const { scope, problems } = await here.readStatus.execute(acme);
      return [scope, problems.map(({ code }) => code)];
    },
  };
}
