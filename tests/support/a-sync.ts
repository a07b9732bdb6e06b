import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Sync } from '../../src/domain/sync.ts';

export function aSync(organizationId: OrganizationId, changes: Partial<Sync> = {}): Sync {
  return {
    id: crypto.randomUUID(),
    organizationId,
    state: 'running',
    startedAt: new Date('2026-01-04T11:59:59.123Z'),
    finishedAt: null,
    from: new Date('2025-10-06T11:59:59.456Z'),
    to: null,
    eventsSeen: 0,
    inviteesSeen: 0,
    created: 0,
    updated: 0,
    percent: 0,
    resumesAt: null,
    error: null,
    ...changes,
  };
}
