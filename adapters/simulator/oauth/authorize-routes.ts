import { type Answer, json, redirect } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { consentPage, unusablePage } from '../pages/consent-page.ts';
import {
  AuthorizationRefused,
  type AuthorizationRequest,
  AuthorizationUnusable,
  answerTo,
  readAuthorizationRequest,
} from './authorization-request.ts';
import type { OauthServer } from './oauth-server.ts';
import { allScopes } from './scopes.ts';

/**
 * `/oauth/authorize`, where a person grants access to an app (Calendly's docs, "Get authorization code"), and the
 * metadata.
 */
export function authorizeRoutes(server: OauthServer): Route[] {
  const route = (method: string, path: string, handle: Route['handle']): Route => ({
    method,
    path,
    kind: 'oauth',
    handle,
  });
  return [
    route('GET', '/oauth/authorize', (call) =>
      reading(server, call, call.query, (request) => consentPage(server.directory, request, call)),
    ),
    route('POST', '/oauth/authorize', (call) => {
      const form = new URLSearchParams(call.body);
      return reading(server, call, form, (request) => decide(server, request, form));
    }),
    route('GET', '/.well-known/oauth-authorization-server', () => json(200, metadata(server.url))),
  ];
}

function reading(
  server: OauthServer,
  call: Call,
  query: URLSearchParams,
  then: (request: AuthorizationRequest) => Answer,
): Answer {
  try {
    return then(readAuthorizationRequest(server, query));
  } catch (error) {
    if (error instanceof AuthorizationUnusable) return unusablePage(error.message, call);
    if (error instanceof AuthorizationRefused) return redirect(302, error.location);
    throw error;
  }
}

/** A person may grant fewer scopes than requested, or none. */
function decide(server: OauthServer, request: AuthorizationRequest, form: URLSearchParams): Answer {
  const user = server.directory.user(form.get('user') ?? '');
  if (form.get('decision') !== 'allow' || user === undefined) {
    const why = 'The resource owner or authorization server denied the request.';
    throw new AuthorizationRefused(request, 'access_denied', why);
  }
  const granted = request.scopes.filter((scope) => form.getAll('granted').includes(scope));
  const grant = { user, clientId: request.client.id, scope: granted.join(' ') };
  const code = server.codes.issue(grant, request.redirectUri, request.challenge);
  return redirect(302, answerTo(request, { code }));
}

/** RFC 8414. Calendly has such a document; its content is unknown. */
function metadata(url: string): object {
  return {
    issuer: url,
    authorization_endpoint: `${url}/oauth/authorize`,
    token_endpoint: `${url}/oauth/token`,
    revocation_endpoint: `${url}/oauth/revoke`,
    introspection_endpoint: `${url}/oauth/introspect`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: allScopes,
  };
}
