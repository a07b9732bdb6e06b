import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import type { CalendlyStatus } from '../../adapters/wire/calendly-status.ts';
import { ACallback, type Heard } from '../simulator/a-callback.ts';
import { send } from './a-request.ts';
import { aKey } from './a-rotation.ts';
import { type Answer, answerOf, aRunningService } from './a-running-service.ts';
import { until } from './a-socket.ts';

/** The account that each organization has connected. */
const accounts = { demo: 'camille-perrin', others: 'mira-holt' } as const;

export type Connected = keyof typeof accounts;

/** One service with two organizations, each with a Calendly account. Webhooks of Calendly are caught on the way. */
export async function twoConnectedOrganizations(settings: NodeJS.ProcessEnv = {}) {
  const simulator = await startSimulator({ events: 0, upcoming: 1, rateLimit: false });
  const line = await ACallback.listen();
  const service = await aRunningService({
    CALENDLY_AUTH_URL: simulator.url,
    CALENDLY_API_URL: simulator.url,
    TOKEN_ENCRYPTION_KEY: aKey(),
    APP_URL: line.url,
    // A look at the line notes when it was.
    CALENDLY_WATCH: 'off',
    ...settings,
  });
  const admin = (org: string) => service.token({ org, role: 'admin' });
  const tokenOf = (org: Connected) => simulator.personalAccessToken(accounts[org]);

  async function call<T>(org: string, method: string, path: string, body?: object) {
    return send<T>(service, method, path, { body, token: await admin(org) });
  }

  async function statusOf(org: string): Promise<CalendlyStatus> {
    return (await call<CalendlyStatus>(org, 'GET', '/calendly/status')).body;
  }

  for (const org of Object.keys(accounts) as Connected[]) {
    const personalAccessToken = tokenOf(org);
    const { status } = await call(org, 'POST', '/calendly/connect', { personalAccessToken });
    if (status !== 201) throw new Error(`Connecting ${org} answered ${status}.`);
  }
  for (const org of Object.keys(accounts))
    await until(
      async () => (await statusOf(org)).sync?.state === 'done',
      `a back-fill of ${org}`,
      20,
    );

  return {
    service,
    simulator,
    admin,
    call,
    statusOf,
    tokenOf,

    async connectionOf(org: Connected): Promise<string> {
      return (await statusOf(org)).connections[0]?.id ?? '';
    },

    /** Somebody books with an organization's account. Answers what Calendly sent. */
    async booked(org: Connected, email: string): Promise<Heard> {
      const before = line.heard.length;
      simulator.book({ email, user: accounts[org] });
      await simulator.settled();
      const [heard] = line.heard.slice(before);
      if (heard === undefined) throw new Error('Calendly sent nothing.');
      return heard;
    },

    /** Hands to a connection's address, or another one, what Calendly sent. */
    async pass({ text, headers }: Heard, path: string): Promise<Answer> {
      const signature = String(headers['calendly-webhook-signature']);
      const response = await fetch(service.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'calendly-webhook-signature': signature },
        body: text,
      });
      return answerOf(response);
    },

    async [Symbol.asyncDispose](): Promise<void> {
      await service.stop();
      await simulator.stop();
      await line[Symbol.asyncDispose]();
    },
  };
}

export type TwoConnectedOrganizations = Awaited<ReturnType<typeof twoConnectedOrganizations>>;
