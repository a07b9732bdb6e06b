import { z } from 'zod';
import { route } from './route.ts';

/** The probes. They ignore the query of the address. */
export const healthRoutes = {
  readHealth: route({
    method: 'GET',
    path: '/healthz',
    role: 'open',
    summary: { en: 'The process lives.', fr: 'Le processus vit.' },
    query: 'anything',
    answers: { 200: z.object({ status: z.literal('ok') }).meta({ id: 'Health' }) },
  }),

  readReadiness: route({
    method: 'GET',
    path: '/readyz',
    role: 'open',
    summary: {
      en: 'The service can serve, or `failing` names every path that cannot.',
      fr: 'Le service peut servir, ou `failing` nomme chaque voie qui ne le peut pas.',
    },
    query: 'anything',
    answers: { 200: z.object({ status: z.literal('ready') }).meta({ id: 'Readiness' }) },
    problems: ['not_ready'],
  }),
};
