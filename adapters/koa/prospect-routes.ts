import type { Router } from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import type { AddNote } from '../../src/use-cases/add-note.ts';
import type { EditProspect } from '../../src/use-cases/edit-prospect.ts';
import type { ListProspects } from '../../src/use-cases/list-prospects.ts';
import type { ShowProspect } from '../../src/use-cases/show-prospect.ts';
import { StorableText } from '../wire/calendly-text.ts';
import { NewNote, noteBody } from '../wire/note.ts';
import { ProspectEdits, prospectBody } from '../wire/prospect.ts';
import { scheduledEventBody } from '../wire/scheduled-event.ts';
import { wholeNumber } from '../wire/whole-number.ts';
import { answerProblem } from './answer-problem.ts';
import { principalOf } from './authentication.ts';
import { jsonBody } from './json-body.ts';
import { parseBody, parseQuery } from './parse-request.ts';

const ListQuery = z.object({
  limit: wholeNumber(1, 100).default(50),
  cursor: z.string().min(1).max(1000).nullable().default(null),
  search: z
    .string()
    .max(200)
    .pipe(StorableText)
    .transform((text) => text.trim() || null)
    .nullable()
    .default(null),
  filter: z.enum(['upcoming', 'canceled', 'no_show']).nullable().default(null),
});

export interface ProspectUseCases {
  listProspects: ListProspects;
  showProspect: ShowProspect;
  editProspect: EditProspect;
  addNote: AddNote;
}

export function prospectRoutes(router: Router, useCases: ProspectUseCases): void {
  const { listProspects, showProspect, editProspect, addNote } = useCases;

  router.get('/prospects', async (ctx) => {
    const query = parseQuery(ctx, ListQuery);
    if (query === null) return;
    const page = await listProspects.execute(principalOf(ctx).organizationId, query);
    ctx.body = { ...page, items: page.items.map(prospectBody) };
  });

  router.get('/prospects/:id', async (ctx) => {
    const file = await showProspect.execute(principalOf(ctx).organizationId, idOf(ctx));
    if (file === null) return noSuchProspect(ctx);
    ctx.body = {
      prospect: prospectBody(file.prospect),
      scheduledEvents: file.scheduledEvents.map(scheduledEventBody),
      notes: file.notes.map(noteBody),
      seq: file.seq,
      epoch: file.epoch,
    };
  });

  router.patch('/prospects/:id', jsonBody, async (ctx) => {
    const edits = parseBody(ctx, ProspectEdits);
    if (edits === null) return;
    const edited = await editProspect.execute(principalOf(ctx).organizationId, idOf(ctx), edits);
    if (edited === null) return noSuchProspect(ctx);
    ctx.body = prospectBody(edited);
  });

  router.post('/prospects/:id/notes', jsonBody, async (ctx) => {
    const words = parseBody(ctx, NewNote);
    if (words === null) return;
    const { organizationId, subject } = principalOf(ctx);
    const note = await addNote.execute(organizationId, idOf(ctx), words.body, subject);
    if (note === null) return noSuchProspect(ctx);
    ctx.status = 201;
    ctx.body = noteBody(note);
  });
}

function idOf(ctx: Context & { params: Record<string, string> }): string {
  return ctx.params['id'] ?? '';
}

function noSuchProspect(ctx: Context): void {
  answerProblem(ctx, 404, 'not_found', 'There is no such prospect.');
}
