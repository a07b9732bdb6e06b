import type { AddNote } from '../../../src/use-cases/prospects/add-note.ts';
import type { EditProspect } from '../../../src/use-cases/prospects/edit-prospect.ts';
import type { ListProspectParts } from '../../../src/use-cases/prospects/list-prospect-parts.ts';
import type { ListProspects } from '../../../src/use-cases/prospects/list-prospects.ts';
import type { ShowProspect } from '../../../src/use-cases/prospects/show-prospect.ts';
import { noteBody } from '../../wire/note.ts';
import { prospectBody } from '../../wire/prospect.ts';
import type { prospectRoutes } from '../../wire/routes/prospect-routes.ts';
import { scheduledEventBody } from '../../wire/scheduled-event.ts';
import { refuse } from '../problems/refusal.ts';
import type { Handlers } from './handler.ts';

export interface ProspectUseCases {
  listProspects: ListProspects;
  showProspect: ShowProspect;
  editProspect: EditProspect;
  addNote: AddNote;
  listProspectParts: ListProspectParts;
}

const noSuchProspect = refuse('not_found.prospect');

export function prospectHandlers(useCases: ProspectUseCases): Handlers<typeof prospectRoutes> {
  const { listProspects, showProspect, editProspect, addNote, listProspectParts } = useCases;
  return {
    listProspects: async ({ principal, query }) => {
      const page = await listProspects.execute(principal.organizationId, query);
      return { ...page, items: page.items.map(prospectBody) };
    },

    showProspect: async ({ principal, params }) => {
      const file = await showProspect.execute(principal.organizationId, params.id);
      if (file === null) return noSuchProspect;
      return {
        prospect: prospectBody(file.prospect),
        scheduledEvents: file.scheduledEvents.map(scheduledEventBody),
        scheduledEventsCursor: file.scheduledEventsCursor,
        notes: file.notes.map(noteBody),
        notesCursor: file.notesCursor,
        seq: file.seq,
        epoch: file.epoch,
      };
    },

    editProspect: async ({ principal, params, body }) => {
      const edited = await editProspect.execute(principal.organizationId, params.id, body);
      return edited === null ? noSuchProspect : prospectBody(edited);
    },

    addNote: async ({ principal, params, body }) => {
      const { organizationId, subject } = principal;
      const note = await addNote.execute(organizationId, params.id, body.body, subject);
      return note === null ? noSuchProspect : noteBody(note);
    },

    listProspectEvents: async ({ principal, params, query }) => {
      const { organizationId } = principal;
      const page = await listProspectParts.scheduledEvents(organizationId, params.id, query);
      return page === null
        ? noSuchProspect
        : { ...page, items: page.items.map(scheduledEventBody) };
    },

    listProspectNotes: async ({ principal, params, query }) => {
      const page = await listProspectParts.notes(principal.organizationId, params.id, query);
      return page === null ? noSuchProspect : { ...page, items: page.items.map(noteBody) };
    },
  };
}
