import type { LogEntryType } from '../domain/log-entry.ts';
import type { Subject } from './notifier.ts';

/** One realtime event that a decision makes, with its subject before and after. `before` is null for a new subject. */
export interface SubjectChange {
  type: LogEntryType;
  subjectId: string;
  before: Subject | null;
  after: Subject;
}
