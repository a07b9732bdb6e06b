import { z } from 'zod';
import { AuditEntry } from '../audit-entry.ts';
import { page, paging } from './paging.ts';
import { route } from './route.ts';

/** The acts of people. */
export const auditRoutes = {
  listAudit: route({
    method: 'GET',
    path: '/audit',
    role: 'admin',
    summary: {
      en: 'Who did what, when and why, newest first.',
      fr: 'Qui a fait quoi, quand et pourquoi, le plus récent d’abord.',
    },
    query: z.strictObject(paging),
    answers: { 200: z.object(page(AuditEntry)).meta({ id: 'AuditPage' }) },
  }),
};
