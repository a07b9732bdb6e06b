import type Router from '@koa/router';
import { z } from 'zod';
import type { ListProspects } from '../../src/use-cases/list-prospects.ts';
import type { ShowProspect } from '../../src/use-cases/show-prospect.ts';
import { noteBody } from '../wire/note.ts';
import { prospectBody } from '../wire/prospect.ts';
import { scheduledEventBody } from '../wire/scheduled-event.ts';
import { answerProblem } from './answer-problem.ts';
import type { Authenticated } from './authentication.ts';
import { parseQuery } from './parse-query.ts';

const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(1000).optional(),
});

export interface ProspectUseCases {
  listProspects: ListProspects;
  showProspect: ShowProspect;
}

export function prospectRoutes(
  router: Router,
  { listProspects, showProspect }: ProspectUseCases,
): void {
  router.get('/prospects', async (ctx) => {
    const query = parseQuery(ctx, ListQuery);
    if (query === null) return;
    const { organizationId } = (ctx.state as Authenticated).principal;
    const page = await listProspects.execute(organizationId, {
      limit: query.limit,
      cursor: query.cursor ?? null,
    });
    ctx.body = { ...page, items: page.items.map(prospectBody) };
  });

  router.get('/prospects/:id', async (ctx) => {
    const { organizationId } = (ctx.state as Authenticated).principal;
    const file = await showProspect.execute(organizationId, ctx.params['id'] ?? '');
    if (file === null) {
      answerProblem(ctx, 404, 'not_found', 'There is no such prospect.');
      return;
    }
    ctx.body = {
      prospect: prospectBody(file.prospect),
      scheduledEvents: file.scheduledEvents.map(scheduledEventBody),
      notes: file.notes.map(noteBody),
      seq: file.seq,
      epoch: file.epoch,
    };
  });
}
