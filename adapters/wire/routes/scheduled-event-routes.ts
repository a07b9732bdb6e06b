import { z } from 'zod';
import { breaks } from '../field-rule.ts';
import { ScheduledEvent } from '../scheduled-event.ts';
import { orNull } from './or-null.ts';
import { page, paging, place } from './paging.ts';
import { route } from './route.ts';

/** The earliest and the latest instant that every database can search for. */
const earliest = new Date('0001-01-01T00:00:00Z');
const latest = new Date('9999-12-31T23:59:59.999Z');

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at >= earliest && at <= latest, breaks('instant_range'));

export const ScheduledEventPage = z
  .object({ ...page(ScheduledEvent), ...place })
  .meta({ id: 'ScheduledEventPage' });

export const scheduledEventRoutes = {
  listScheduledEvents: route({
    method: 'GET',
    path: '/scheduled-events',
    summary: {
      en: 'Scheduled events by start.',
      fr: 'Les rendez-vous, dans l’ordre de leur début.',
    },
    query: z.strictObject({
      from: orNull(instant),
      to: orNull(instant),
      status: orNull(ScheduledEvent.shape.status),
      ...paging,
    }),
    answers: { 200: ScheduledEventPage },
  }),
};
