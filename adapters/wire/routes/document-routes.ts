import { z } from 'zod';
import { route } from './route.ts';

/** The descriptions of the API for programs. `/docs` shows both to people. */
export const documentRoutes = {
  readOpenapi: route({
    method: 'GET',
    path: '/openapi.json',
    role: 'open',
    summary: { en: 'These routes in OpenAPI 3.1.', fr: 'Ces routes en OpenAPI 3.1.' },
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  }),

  readAsyncapi: route({
    method: 'GET',
    path: '/asyncapi.json',
    role: 'open',
    summary: {
      en: 'The realtime events in AsyncAPI 3.0.',
      fr: 'Les événements en direct en AsyncAPI 3.0.',
    },
    answers: { 200: z.looseObject({ asyncapi: z.string() }) },
  }),
};
