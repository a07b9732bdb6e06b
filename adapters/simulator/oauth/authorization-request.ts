import type { OauthClient } from './oauth-client.ts';
import type { OauthServer } from './oauth-server.ts';
import { legacyScope, readScopes } from './scopes.ts';

/** The request of an app for a person's consent. */
export interface AuthorizationRequest {
  readonly client: OauthClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
  readonly state: string | null;
}

/** The app or its redirect address is wrong, so that nobody can be redirected back. */
export class AuthorizationUnusable extends Error {}

/** An error that the app gets at its redirect address (RFC 6749, section 4.1.2.1). */
export class AuthorizationRefused extends Error {
  readonly location: string;

  constructor(to: Pick<AuthorizationRequest, 'redirectUri' | 'state'>, error: string, why: string) {
    super(why);
    this.location = answerTo(to, { error, error_description: why });
  }
}

/**
 * Reads the query of an authorization URL.
 * @throws AuthorizationUnusable, AuthorizationRefused
 */
export function readAuthorizationRequest(
  { clients, requirePkce }: OauthServer,
  query: URLSearchParams,
): AuthorizationRequest {
  const client = clients.find(({ id }) => id === query.get('client_id'));
  if (client === undefined) throw new AuthorizationUnusable('client_id');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isOwn(client, redirectUri)) throw new AuthorizationUnusable('redirect_uri');
  const to = { redirectUri, state: query.get('state') };
  const refuse = (error: string, why: string) => new AuthorizationRefused(to, error, why);

  if (query.get('response_type') !== 'code')
    throw refuse('unsupported_response_type', 'The response type must be code.');
  const challenge = query.get('code_challenge');
  if (challenge === null && requirePkce)
    throw refuse('invalid_request', 'Missing required parameter: code_challenge.');
  if (challenge !== null && query.get('code_challenge_method') !== 'S256')
    throw refuse('invalid_request', 'The code_challenge_method must be S256.');
  const asked = readScopes(query.get('scope') ?? '');
  if (asked === null)
    throw refuse('invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
  const scopes = asked.length === 0 && client.legacy ? [legacyScope] : asked;
  return { client, ...to, scopes, challenge };
}

/** The app's redirect address, with an answer in its query. */
export function answerTo(
  { redirectUri, state }: Pick<AuthorizationRequest, 'redirectUri' | 'state'>,
  answer: Record<string, string>,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
}

/**
 * Production apps redirect to HTTPS only. A sandbox app may also redirect to this machine (Calendly's docs, "Creating
 * an OAuth app").
 */
function isOwn({ redirectUris }: OauthClient, redirectUri: string): boolean {
  if (redirectUris !== null) return redirectUris.includes(redirectUri);
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname } = new URL(redirectUri);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}
