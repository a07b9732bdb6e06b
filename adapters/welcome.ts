import type { Config } from './config.ts';
import { unusualDataDir } from './data-folder.ts';
import { simulateLine } from './wire/simulate-line.ts';

/** What a person who starts the service for the first time wants to see. `url` is where it really listens. */
export function welcome({ APP_URL, DATA_DIR }: Config, url: string, token: string | null): string {
  const page = token === null ? `${APP_URL}/` : `${APP_URL}/#token=${token}`;
  return `
  Open the console:
    ${page}
${token === null ? '' : `\n  A token for the API (Authorization: Bearer …):\n    ${token}\n`}
  Send a first booking, in another terminal:
    ${simulateLine(url, unusualDataDir(DATA_DIR))}
`;
}
