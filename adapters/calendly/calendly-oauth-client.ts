import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  type TokenEndpointResponse,
  tokenRevocation,
} from 'openid-client';
import { GrantInvalid, OauthRefused, ProviderError } from '../../src/domain/errors.ts';
import type { AuthorizationRequest, CalendlyOauth, Grant } from '../../src/ports/calendly-oauth.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { oauthTrouble, refusalCode } from './oauth-failure.ts';

/** Two hours (Calendly's docs, "Get Access Token"). */
const usualSeconds = 7200;
const maxBytes = 1024 * 1024;
/** The scope of applications that are older than scopes. It allows everything. */
const legacyScope = 'default';

export interface CalendlyOauthOptions {
  /** `https://auth.calendly.com`, without a slash at the end. Plain http is for a simulator on this machine. */
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  /** Without a query. Calendly requires the exact text that is registered for the application. */
  redirectUri: string;
  clock: Clock;
  timeoutMs?: number;
}

/** Calendly's OAuth 2 over HTTP, as a web application. No call is repeated: a code or a refresh token works once. */
export class CalendlyOauthClient implements CalendlyOauth {
  readonly #redirectUri: string;
  readonly #clock: Clock;
  readonly #tokens: Configuration;
  readonly #revocation: Configuration;

  constructor(options: CalendlyOauthOptions) {
    this.#redirectUri = options.redirectUri;
    this.#clock = options.clock;
    this.#tokens = configurationOf(options, basicAsItIs(options.clientSecret));
    this.#revocation = configurationOf(options, ClientSecretPost(options.clientSecret));
  }

  async begin(scopes: readonly string[]): Promise<AuthorizationRequest> {
    const codeVerifier = randomPKCECodeVerifier();
    const state = randomState();
    const url = buildAuthorizationUrl(this.#tokens, {
      redirect_uri: this.#redirectUri,
      scope: scopes.join(' '),
      state,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, state, codeVerifier };
  }

  async exchange(code: string, codeVerifier: string): Promise<Grant> {
    // The store of attempts checked the state already. The library gets the code alone.
    const callback = new URL(this.#redirectUri);
    callback.searchParams.set('code', code);
    return this.#grant(
      () => authorizationCodeGrant(this.#tokens, callback, { pkceCodeVerifier: codeVerifier }),
      (error) => new OauthRefused(`Calendly did not accept the authorization (${error}).`),
    );
  }

  async refresh(refreshToken: string): Promise<Grant> {
    return this.#grant(
      () => refreshTokenGrant(this.#tokens, refreshToken),
      (error) =>
        error === 'invalid_grant'
          ? new GrantInvalid('Calendly does not accept the refresh token any more.')
          : new ProviderError(`Calendly refused to refresh the token (${error}).`),
    );
  }

  async revoke(token: string): Promise<void> {
    try {
      await tokenRevocation(this.#revocation, token);
    } catch (failure) {
      const refused = refusalCode(failure);
      if (refused === null) throw oauthTrouble(failure);
      throw new ProviderError(`Calendly refused to revoke the token (${refused.error}).`);
    }
  }

  async #grant(
    ask: () => Promise<TokenEndpointResponse>,
    refusal: (error: string) => Error,
  ): Promise<Grant> {
    const askedAt = this.#clock.now();
    try {
      return grantOf(await ask(), askedAt);
    } catch (failure) {
      const refused = refusalCode(failure);
      throw refused === null ? oauthTrouble(failure) : refusal(refused.error);
    }
  }
}

/** A grant without a refresh token is refused: it would end unnoticed after two hours. */
function grantOf(answer: TokenEndpointResponse, askedAt: Date): Grant {
  if (answer.refresh_token === undefined || answer.refresh_token === '')
    throw new ProviderError('Calendly gave a token without the one to refresh it with.');
  const scopes = answer.scope?.split(' ').filter((scope) => scope !== '');
  const seconds = answer.expires_in ?? usualSeconds;
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    scopes: scopes === undefined || scopes.includes(legacyScope) ? null : scopes,
    expiresAt: new Date(askedAt.getTime() + seconds * 1000),
  };
}

function configurationOf(
  { baseUrl, clientId, timeoutMs = 10_000 }: CalendlyOauthOptions,
  authentication: ClientAuth,
): Configuration {
  const server = {
    issuer: baseUrl,
    authorization_endpoint: `${baseUrl}/oauth/authorize`,
    token_endpoint: `${baseUrl}/oauth/token`,
    revocation_endpoint: `${baseUrl}/oauth/revoke`,
  };
  const configuration = new Configuration(server, clientId, undefined, authentication);
  configuration.timeout = timeoutMs / 1000;
  configuration[customFetch] = async (address, { method, headers, body = null }) => {
    const bounds = { timeoutMs, maxBytes };
    const answer = await boundedFetch(new URL(address), { method, headers, body }, bounds);
    // Answers with some statuses, such as 204, may have no body, not even an empty one.
    return new Response(answer.body.length === 0 ? null : answer.body, answer);
  };
  if (baseUrl.startsWith('http:')) allowInsecureRequests(configuration);
  return configuration;
}

/** HTTP Basic without the library's percent-encoding. Calendly does not document whether it would decode that. */
function basicAsItIs(clientSecret: string): ClientAuth {
  return (_server, { client_id }, _body, headers) => {
    const credentials = Buffer.from(`${client_id}:${clientSecret}`).toString('base64');
    headers.set('authorization', `Basic ${credentials}`);
  };
}
