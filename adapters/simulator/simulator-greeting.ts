import type { Simulator } from './simulator.ts';

/** The output for a person who starts the simulator alone: its address, and the two next steps. */
export function simulatorGreeting({ url, client, personalAccessToken }: Greeted): string {
  const settings = [
    'CALENDLY_ENVIRONMENT=simulator',
    `CALENDLY_AUTH_URL=${url}`,
    `CALENDLY_API_URL=${url}`,
    `CALENDLY_CLIENT_ID=${client.id}`,
    `CALENDLY_CLIENT_SECRET=${client.secret}`,
  ];
  return `
  A Calendly to build against answers at
    ${url}

  1. Start the service against it, in another terminal:
    ${settings.join(' \\\n    ')} \\
    npm start
  2. Connect it, then open the address above: book a meeting, and watch it arrive.

  A personal access token (Authorization: Bearer …), of its first user:
    ${personalAccessToken}
`;
}

type Greeted = Pick<Simulator, 'url' | 'client'> & { personalAccessToken: string };
