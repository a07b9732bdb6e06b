import { z } from 'zod';
import { bounds } from '../../../src/domain/bounds.ts';
import { RealtimeEvent } from '../realtime-event.ts';
import { wholeNumber } from '../whole-number.ts';
import { place } from './paging.ts';
import { route } from './route.ts';

export const eventRoutes = {
  readEvents: route({
    method: 'GET',
    path: '/events',
    summary: {
      en: 'What changed after a position in the event log. `more` says whether the log goes on.',
      fr: 'Ce qui a changé après une position du journal. `more` dit si le journal continue.',
    },
    query: z.strictObject({
      after: wholeNumber(0).default(0),
      limit: wholeNumber(1, bounds.eventRows.value).default(100),
    }),
    answers: {
      200: z
        .object({ items: z.array(RealtimeEvent), more: z.boolean(), ...place })
        .meta({ id: 'RealtimeEventPage' }),
    },
    problems: ['resync_required'],
  }),
};
