/** The acts of a person that the audit keeps. Stable codes, for programs. */
export type AuditAction =
  | 'delivery.replayed'
  | 'delivery.released'
  | 'delivery.dismissed'
  | 'delivery.assigned';

/** One act of a person. It holds no personal data of invitees, and never changes. */
export interface AuditEntry {
  id: string;
  at: Date;
  /** The token's subject of the person who acted. */
  actor: string;
  action: AuditAction;
  /** The id of the thing that the act was about. */
  subject: string;
  /** The person's reason, in their own words; null once it was erased. */
  reason: string | null;
}
