import type { Router } from '@koa/router';
import { z } from 'zod';
import type { CompletenessStore } from '../../src/ports/completeness-store.ts';
import type { SyncStore } from '../../src/ports/sync-store.ts';
import type { SyncHistory } from '../../src/use-cases/sync-history.ts';
import { completenessBody } from '../wire/completeness.ts';
import { syncBody } from '../wire/sync.ts';
import { answerProblem } from './answer-problem.ts';
import { adminsOnly, principalOf } from './authentication.ts';
import { optionalJsonBody } from './optional-json-body.ts';
import { parseBody } from './parse-request.ts';

export interface SyncRouteParts {
  syncHistory: SyncHistory;
  syncs: SyncStore;
  completeness: CompletenessStore;
}

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** A window of starts. Without `from`: the last 90 days; without `to`: all of the future. */
const SyncOrder = z
  .strictObject({ from: instant.optional(), to: instant.nullable().default(null) })
  .refine(({ from, to }) => from === undefined || to === null || from <= to, {
    path: ['from'],
    message: 'must not be after to',
  });

/** Back-fills, and what the last completeness check found. */
export function syncRoutes(router: Router, parts: SyncRouteParts): void {
  const { completeness, syncHistory, syncs } = parts;

  router.post('/calendly/sync', adminsOnly, optionalJsonBody, async (ctx) => {
    const order = parseBody(ctx, SyncOrder.prefault({}));
    if (order === null) return;
    const { organizationId } = principalOf(ctx);
    const { from, to } = order;
    const sync = await syncHistory.start(organizationId, { from, to });
    ctx.status = 202;
    ctx.body = syncBody(sync);
  });

  router.get('/calendly/sync/:id', async (ctx) => {
    const sync = await syncs.get(principalOf(ctx).organizationId, ctx.params['id'] ?? '');
    if (sync === null) answerProblem(ctx, 404, 'not_found', 'There is no such back-fill.');
    else ctx.body = syncBody(sync);
  });

  router.get('/calendly/completeness', async (ctx) => {
    const report = await completeness.latest(principalOf(ctx).organizationId);
    if (report !== null) {
      ctx.body = completenessBody(report);
      return;
    }
    const when = 'It is checked when a first back-fill is done, and then once a day.';
    answerProblem(ctx, 404, 'not_found', `No completeness check was made yet. ${when}`);
  });
}
