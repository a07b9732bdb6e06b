/** The types of realtime events that the event log keeps. */
export type LogEntryType =
  | 'prospect.created'
  | 'prospect.updated'
  | 'prospect.erased'
  | 'scheduled_event.created'
  | 'scheduled_event.updated'
  | 'scheduled_event.canceled'
  | 'scheduled_event.rescheduled'
  | 'scheduled_event.no_show_marked'
  | 'scheduled_event.no_show_cleared'
  | 'scheduled_event.removed'
  | 'note.added'
  | 'connection.changed';

/**
 * One row of an organization's event log, before it has its position. It names its subject and the changed fields,
 * never the values. The values are read when the event is sent, so the log holds no personal data.
 */
export interface LogEntry {
  type: LogEntryType;
  subjectId: string;
  changed: readonly string[];
  occurredAt: Date;
}
