import type { AuditAction, AuditEntry } from '../../../src/domain/audit-entry.ts';
import { Table } from './table.ts';

/** A row of `audit`, with the reason that stands beside it. The instant is ISO text in JSON. */
export interface AuditRow {
  id: string;
  at: string;
  actor: string;
  action: AuditAction;
  subject: string;
  reason: string | null;
}

export const auditTable = new Table('audit', {
  organizationId: 'text',
  id: 'uuid',
  at: 'timestamptz',
  actor: 'text',
  action: 'text',
  subject: 'text',
});

export function auditEntryFrom({ id, at, actor, action, subject, reason }: AuditRow): AuditEntry {
  return { id, at: new Date(at), actor, action, subject, reason };
}
