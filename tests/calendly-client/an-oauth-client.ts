import { CalendlyOauthClient } from '../../adapters/calendly/calendly-oauth-client.ts';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import type { ConsentChoice } from '../../adapters/simulator/consent-to.ts';
import type { Simulator } from '../../adapters/simulator/simulator.ts';

export const redirectUri = 'http://localhost:3000/auth/calendly/callback';
export const scopes = ['users:read', 'scheduled_events:read', 'webhooks:write'];
export const now = new Date('2026-11-24T09:00:00.000Z');

/** The client under test, as the application that the simulator knows. */
export function anOauthClient(
  { url, client }: Pick<Simulator, 'url' | 'client'>,
  changes: { clientSecret?: string; timeoutMs?: number } = {},
): CalendlyOauthClient {
  return new CalendlyOauthClient({
    baseUrl: url,
    clientId: client.id,
    clientSecret: client.secret ?? '',
    redirectUri,
    clock: new ManualClock(now),
    timeoutMs: 2000,
    ...changes,
  });
}

/** What a callback brings after a person's consent, and the verifier of that attempt. */
export async function aCallback(
  simulator: Simulator,
  oauth: CalendlyOauthClient,
  choice: ConsentChoice = {},
): Promise<{ code: string; codeVerifier: string }> {
  const { url, codeVerifier } = await oauth.begin(scopes);
  const back = new URL(await simulator.consent(url, choice));
  return { code: back.searchParams.get('code') ?? '', codeVerifier };
}
