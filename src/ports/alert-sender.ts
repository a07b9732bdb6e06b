/** Sends alerts to somebody outside: a connection to Calendly broke, or works again. */
export interface AlertSender {
  /** Rejects when the alert could not be sent. */
  send(alert: Alert): Promise<void>;
}

/** One alert each way. An alert that is sent again keeps its `id`. */
export interface Alert {
  id: string;
  type: 'connection.broken' | 'connection.recovered';
  at: Date;
  organizationId: string;
  connectionId: string;
  problem: string;
  message: string;
}
