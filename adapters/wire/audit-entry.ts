import { z } from 'zod';
import type * as domain from '../../src/domain/audit-entry.ts';
import { Instant } from './instant.ts';

/** One act of a person: who did what, when, to what. `reason` is null once it was erased. */
export const AuditEntry = z
  .object({
    id: z.string(),
    at: Instant,
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });

export type AuditEntry = z.infer<typeof AuditEntry>;

export function auditEntryBody(entry: domain.AuditEntry): AuditEntry {
  return { ...entry, at: entry.at.toISOString() };
}
