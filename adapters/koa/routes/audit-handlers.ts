import type { AuditStore } from '../../../src/ports/audit-store.ts';
import { auditEntryBody } from '../../wire/audit-entry.ts';
import type { auditRoutes } from '../../wire/routes/audit-routes.ts';
import type { Handlers } from './handler.ts';

/** The acts of people, for administrators. */
export function auditHandlers(audit: AuditStore): Handlers<typeof auditRoutes> {
  return {
    listAudit: async ({ principal, query }) => {
      const page = await audit.list(principal.organizationId, query);
      return { ...page, items: page.items.map(auditEntryBody) };
    },
  };
}
