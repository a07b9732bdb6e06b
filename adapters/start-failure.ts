import { ConfigInvalid } from './config.ts';
import { DataFolderUnfit } from './data-folder.ts';
import { listenFailure } from './node/free-port.ts';
import { DataFolderLocked } from './postgres/data-folder-lock.ts';
import { DatabaseUnfit } from './postgres/database-unfit.ts';

/** BSD's EX_CONFIG: the settings, or what they name, cannot be used. */
export const exitConfig = 78;

const kinds = [ConfigInvalid, DataFolderUnfit, DataFolderLocked, DatabaseUnfit];

/** What is wrong with the settings or with what they name, and what to do; null for a fault of the program. */
export function startFailure(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (kinds.some((kind) => error instanceof kind)) return error.message;
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    const [what = ''] = error.message.split('. ');
    return `${what}. Settings come from the environment, as in PORT=3001 npm start, or from a file .env; the only option is --check-config.`;
  }
  return listenFailure(error);
}
