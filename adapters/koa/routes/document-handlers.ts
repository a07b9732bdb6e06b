import type { documentRoutes } from '../../wire/routes/document-routes.ts';
import type { Documents } from '../documents/documents.ts';
import type { Handlers } from './handler.ts';

export function documentHandlers(documents: Documents): Handlers<typeof documentRoutes> {
  return {
    readOpenapi: async () => documents.openapi(),
    readAsyncapi: async () => documents.asyncapi(),
  };
}
