/** Tells somebody outside that the line to Calendly broke, or works again. */
export interface AlertSender {
  /** Rejects when it could not be told. */
  send(alert: Alert): Promise<void>;
}

/** One alert each way: `id` is the same when the same is told again. */
export interface Alert {
  id: string;
  type: 'connection.broken' | 'connection.recovered';
  at: Date;
  organizationId: string;
  connectionId: string;
  problem: string;
  message: string;
}
