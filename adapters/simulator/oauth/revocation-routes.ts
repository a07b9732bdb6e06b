import { type Answer, json } from '../http/answer.ts';
import { type Call, formOf } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { uriOf } from '../resource-uri.ts';
import { authenticateByForm, invalidClient } from './oauth-client.ts';
import { OauthRefusal } from './oauth-refusal.ts';
import type { OauthServer } from './oauth-server.ts';

/** `POST /oauth/revoke` and `POST /oauth/introspect`, both with a form (Calendly's docs of the same names). */
export function revocationRoutes(server: OauthServer): Route[] {
  const route = (path: string, handle: (form: URLSearchParams) => Answer): Route => ({
    method: 'POST',
    path,
    kind: 'token',
    handle: (call) => handle(fieldsOf(call)),
  });
  return [
    route('/oauth/revoke', (form) => revoke(server, form)),
    route('/oauth/introspect', (form) => introspect(server, form)),
  ];
}

/** Revoking either token of a pair revokes both. An unknown token counts as revoked (RFC 7009). */
function revoke({ clients, tokens }: OauthServer, form: URLSearchParams): Answer {
  const client = authenticateByForm(form, clients);
  if (client === null)
    return new OauthRefusal(
      403,
      'unauthorized_client',
      'You are not authorized to revoke this token',
    ).answer();
  const text = form.get('token');
  if (text === null || text === '')
    return new OauthRefusal(400, 'invalid_request', 'Missing required parameter: token.').answer();
  const token = tokens.find(text) ?? tokens.findByRefresh(text);
  if (token?.grant.clientId === client.id) token.isRevoked = true;
  return json(200, {});
}

function introspect({ clients, tokens }: OauthServer, form: URLSearchParams): Answer {
  const client = authenticateByForm(form, clients);
  if (client === null) return invalidClient().answer();
  const token = tokens.find(form.get('token') ?? '');
  if (token?.grant.clientId !== client.id || !tokens.isActive(token))
    return json(200, { active: false });
  const { grant, createdAt, expiresAt } = token;
  return json(200, {
    active: true,
    scope: grant.scope,
    client_id: grant.clientId,
    token_type: 'Bearer',
    exp: expiresAt,
    iat: createdAt,
    owner: uriOf.user(grant.user.id),
    organization: uriOf.organization(grant.user.organizationId),
  });
}

function fieldsOf(call: Call): URLSearchParams {
  return formOf(call) ?? new URLSearchParams();
}
