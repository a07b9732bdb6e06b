import { AddNote } from '../../src/use-cases/prospects/add-note.ts';
import { ChangeProspect } from '../../src/use-cases/prospects/change-prospect.ts';
import { EditProspect } from '../../src/use-cases/prospects/edit-prospect.ts';
import { ListProspectParts } from '../../src/use-cases/prospects/list-prospect-parts.ts';
import { ListProspects } from '../../src/use-cases/prospects/list-prospects.ts';
import { ListScheduledEvents } from '../../src/use-cases/prospects/list-scheduled-events.ts';
import { ShowProspect } from '../../src/use-cases/prospects/show-prospect.ts';

/** Shows prospects and meetings, and changes them by hand. */
export const prospects = {
  AddNote,
  ChangeProspect,
  EditProspect,
  ListProspectParts,
  ListProspects,
  ListScheduledEvents,
  ShowProspect,
};
