import { z } from 'zod';
import type * as domain from '../../src/domain/sync.ts';
import { Instant } from './instant.ts';

/** A back-fill as the API answers it. `percent` is 0 to 100; `to` is null for all of the future. */
export const Sync = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'waiting', 'done', 'failed']),
    startedAt: Instant,
    finishedAt: Instant.nullable(),
    from: Instant,
    to: Instant.nullable(),
    eventsSeen: z.number().int(),
    inviteesSeen: z.number().int(),
    created: z.number().int(),
    updated: z.number().int(),
    percent: z.number(),
    resumesAt: Instant.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'Sync' });

export type Sync = z.infer<typeof Sync>;

export function syncBody({ organizationId: _organization, ...sync }: domain.Sync): Sync {
  return {
    ...sync,
    startedAt: sync.startedAt.toISOString(),
    finishedAt: sync.finishedAt?.toISOString() ?? null,
    from: sync.from.toISOString(),
    to: sync.to?.toISOString() ?? null,
    resumesAt: sync.resumesAt?.toISOString() ?? null,
  };
}
