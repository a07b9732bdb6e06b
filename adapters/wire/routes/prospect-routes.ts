import { z } from 'zod';
import { prospectFilters } from '../../../src/domain/prospect-filter.ts';
import { StorableText } from '../calendly-text.ts';
import { NewNote, Note } from '../note.ts';
import { Prospect, ProspectEdits } from '../prospect.ts';
import { ScheduledEvent } from '../scheduled-event.ts';
import { orNull } from './or-null.ts';
import { page, paging, place } from './paging.ts';
import { route } from './route.ts';
import { ScheduledEventPage } from './scheduled-event-routes.ts';

/** The prospects of an organization, with their meetings and notes. */
export const prospectRoutes = {
  listProspects: route({
    method: 'GET',
    path: '/prospects',
    summary: {
      en: 'A page of prospects, latest activity first. `search` looks for a part of the name or the address.',
      fr: 'Une page de prospects, l’activité la plus récente d’abord. `search` cherche une partie du nom ou de l’adresse.',
    },
    query: z.strictObject({
      ...paging,
      search: orNull(
        z
          .string()
          .max(200)
          .pipe(StorableText)
          .transform((text) => text.trim() || null),
      ),
      filter: orNull(z.enum(prospectFilters)),
    }),
    answers: { 200: z.object({ ...page(Prospect), ...place }).meta({ id: 'ProspectPage' }) },
  }),

  showProspect: route({
    method: 'GET',
    path: '/prospects/:id',
    summary: {
      en: 'One prospect with its newest 100 scheduled events and 200 notes.',
      fr: 'Un prospect avec ses 100 rendez-vous et ses 200 notes les plus récents.',
    },
    answers: {
      200: z
        .object({
          prospect: Prospect,
          scheduledEvents: z.array(ScheduledEvent),
          scheduledEventsCursor: z.string().nullable(),
          notes: z.array(Note),
          notesCursor: z.string().nullable(),
          ...place,
        })
        .meta({ id: 'ProspectDetails' }),
    },
    problems: ['not_found'],
  }),

  editProspect: route({
    method: 'PATCH',
    path: '/prospects/:id',
    summary: {
      en: 'Edits a name, the phone or the time zone. `null` hands a field back to Calendly.',
      fr: 'Modifie un nom, le téléphone ou le fuseau horaire. `null` rend un champ à Calendly.',
    },
    body: { schema: ProspectEdits },
    answers: { 200: Prospect },
    problems: ['not_found'],
  }),

  addNote: route({
    method: 'POST',
    path: '/prospects/:id/notes',
    summary: { en: 'Adds a note.', fr: 'Ajoute une note.' },
    body: { schema: NewNote },
    answers: { 201: Note },
    problems: ['not_found'],
  }),

  listProspectEvents: route({
    method: 'GET',
    path: '/prospects/:id/scheduled-events',
    summary: {
      en: 'All scheduled events of a prospect, latest start first, from `scheduledEventsCursor` of the prospect on.',
      fr: 'Tous les rendez-vous d’un prospect, le plus tardif d’abord, à partir de `scheduledEventsCursor` du prospect.',
    },
    query: z.strictObject(paging),
    answers: { 200: ScheduledEventPage },
    problems: ['not_found'],
  }),

  listProspectNotes: route({
    method: 'GET',
    path: '/prospects/:id/notes',
    summary: {
      en: 'All notes of a prospect, newest first, from `notesCursor` of the prospect on.',
      fr: 'Toutes les notes d’un prospect, les plus récentes d’abord, à partir de `notesCursor` du prospect.',
    },
    query: z.strictObject(paging),
    answers: { 200: z.object({ ...page(Note), ...place }).meta({ id: 'NotePage' }) },
    problems: ['not_found'],
  }),
};
