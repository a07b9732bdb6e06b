import type { Config } from '../settings/config.ts';
import { unusualDataDir } from '../settings/data-folder.ts';
import { simulateLine } from '../wire/simulate-line.ts';

/** The addresses of a service, and its own simulator. */
interface Whereabouts {
  url: string;
  simulatorUrl: string | null;
}

/** The output for a person who starts the service for the first time. */
export function welcome(
  { APP_URL, DATA_DIR }: Config,
  { url, simulatorUrl }: Whereabouts,
  token: string | null,
): string {
  const page = token === null ? `${APP_URL}/` : `${APP_URL}/#token=${token}`;
  return `
  Open the console:
    ${page}
${token === null ? '' : `\n  A token for the API (Authorization: Bearer …):\n    ${token}\n`}
  Send a first booking, in another terminal:
    ${simulateLine(url, unusualDataDir(DATA_DIR))}
${simulatorUrl === null ? '' : `\n  Or connect the console's page Calendly, and book in the simulator:\n    ${simulatorUrl}\n`}`;
}
