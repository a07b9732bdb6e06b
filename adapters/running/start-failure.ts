import { listenFailure } from '../node/free-port.ts';
import { EmbeddedDatabaseNotMade } from '../postgres/database/embedded-database.ts';
import { DataFolderLocked } from '../postgres/fitness/data-folder-lock.ts';
import { DatabaseUnfit } from '../postgres/fitness/database-unfit.ts';
import { ConfigInvalid } from '../settings/config.ts';
import { DataFolderUnfit } from '../settings/data-folder.ts';

/** BSD's EX_CONFIG: the settings, or something that they name, cannot be used. */
export const exitConfig = 78;

const kinds = [ConfigInvalid, DataFolderUnfit, DataFolderLocked, DatabaseUnfit];

/** The error in the settings or in something that they name, and what to do. Null for a fault of the program. */
export function startFailure(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof EmbeddedDatabaseNotMade)
    return new DataFolderUnfit(error.folder, error.cause).message;
  if (kinds.some((kind) => error instanceof kind)) return error.message;
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    const [what = ''] = error.message.split('. ');
    return `${what}. Settings come from the environment, as in PORT=3001 npm start, or from a file .env; the only option is --check-config.`;
  }
  return listenFailure(error);
}
