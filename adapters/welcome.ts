import type { Config } from './config.ts';

/** What a person who starts the service for the first time wants to see. */
export function welcome({ APP_URL, PORT }: Config, token: string | null): string {
  const page = token === null ? `${APP_URL}/` : `${APP_URL}/#token=${token}`;
  const port = PORT === 3000 ? '' : `PORT=${PORT} `;
  return `
  Open the console:
    ${page}
${token === null ? '' : `\n  A token for the API (Authorization: Bearer …):\n    ${token}\n`}
  Send a first booking, in another terminal:
    ${port}npm run simulate -- book --email ada@example.com
`;
}
