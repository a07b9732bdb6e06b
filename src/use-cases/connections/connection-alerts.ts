import type { Connection, ConnectionProblem } from '../../domain/connection.ts';
import type { Alert, AlertSender } from '../../ports/alert-sender.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';

export interface ConnectionAlertsParts {
  /** Null where no alerts are set up. */
  alertSender: AlertSender | null;
  clock: Clock;
  logger: Logger;
}

/** Alerts somebody outside when a connection breaks, and when it works again. */
export class ConnectionAlerts {
  readonly #parts: ConnectionAlertsParts;

  constructor(parts: ConnectionAlertsParts) {
    this.#parts = parts;
  }

  /** Sends an alert. A failure is logged, and stops no repair. */
  async send(
    type: Alert['type'],
    connection: Connection,
    problem: ConnectionProblem,
  ): Promise<void> {
    const { alertSender, clock, logger } = this.#parts;
    const { id, organizationId, subscription, connectedAt } = connection;
    // A repeated alert has the same id, so the receiver can drop it.
    const occasion = subscription?.uri ?? connectedAt.toISOString();
    try {
      await alertSender?.send({
        id: `${type}:${id}:${problem}:${occasion}`,
        type,
        at: clock.now(),
        organizationId,
        connectionId: id,
        problem,
        message: messages[type](problem),
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn('An alert could not be delivered', { organizationId, type, reason });
    }
  }
}

const messages = {
  'connection.broken': (problem: ConnectionProblem) => broken[problem] ?? notDelivered(problem),
  'connection.recovered': () => 'Webhooks are delivered again. What was missed is being read.',
};

const broken: Partial<Record<ConnectionProblem, string>> = {
  reconnect_required:
    'Calendly does not accept the connection any more. An administrator has to connect again.',
  role_lost:
    'The connected person is no longer owner or administrator of the Calendly organization: only their own bookings come. Give the role back in Calendly, or connect the account of an administrator.',
};

function notDelivered(problem: ConnectionProblem): string {
  return `Calendly does not deliver webhooks (${problem}). The service tries to repair it.`;
}
