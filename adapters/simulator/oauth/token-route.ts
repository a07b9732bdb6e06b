import { tooManyTokens } from '../faults/broken-answer.ts';
import type { Fault } from '../faults/fault.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Call, formOf } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { uriOf } from '../resource-uri.ts';
import { instantOf } from '../time/instant-text.ts';
import { authenticate, type OauthClient } from './oauth-client.ts';
import { OauthRefusal } from './oauth-refusal.ts';
import type { OauthServer } from './oauth-server.ts';
import type { RefreshUse } from './refresh-log.ts';
import { type AccessToken, accessTokenSeconds, type Grant } from './tokens.ts';

/** `POST /oauth/token` (Calendly's docs, "Get Access Token"). */
export function tokenRoute(server: OauthServer): Route {
  return {
    method: 'POST',
    path: '/oauth/token',
    kind: 'token',
    handle(call) {
      try {
        return exchange(server, call);
      } catch (error) {
        if (error instanceof OauthRefusal) return error.answer();
        throw error;
      }
    },
  };
}

function exchange(server: OauthServer, call: Call): Answer {
  const client = authenticate(call, server.clients);
  const form = formOf(call) ?? new URLSearchParams();
  if (call.fault?.kind === 'invalid-grant') throw OauthRefusal.invalidGrant(401);
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeem(server, client, form, call.fault);
    case 'refresh_token':
      return refresh(server, client, form, call.fault);
    default:
      throw new OauthRefusal(
        400,
        'unsupported_grant_type',
        'The authorization grant type is not supported by the authorization server.',
      );
  }
}

function redeem(
  server: OauthServer,
  client: OauthClient,
  form: URLSearchParams,
  fault: Fault | null,
): Answer {
  const code = form.get('code') ?? '';
  const grant = server.codes.check(code, client.id, form);
  if (server.rate.isReached(grant.user.id, server.clock.now())) return tooManyTokens();
  server.codes.spend(code);
  return issue(server, grant, fault);
}

function refresh(
  server: OauthServer,
  client: OauthClient,
  form: URLSearchParams,
  fault: Fault | null,
): Answer {
  const text = form.get('refresh_token') ?? '';
  const old = server.tokens.findByRefresh(text);
  const log = (outcome: RefreshUse['outcome']) =>
    server.refreshes.add({
      at: instantOf(server.clock.now()),
      token: text,
      user: old?.grant.user.slug ?? null,
      outcome,
    });
  const flaw = flawOf(old, client);
  if (old === undefined || flaw !== null) {
    log(flaw ?? 'unknown');
    throw OauthRefusal.invalidGrant();
  }
  if (server.rate.isReached(old.grant.user.id, server.clock.now())) {
    log('rate-limited');
    return tooManyTokens();
  }
  // When the answer has no new refresh token, the old one stays valid (RFC 6749, section 6).
  const isKept = fault?.kind === 'no-refresh-token';
  old.isRefreshSpent = !isKept;
  log(isKept ? 'kept' : 'rotated');
  return issue(server, old.grant, fault);
}

function flawOf(old: AccessToken | undefined, client: OauthClient): RefreshUse['outcome'] | null {
  if (old === undefined || old.grant.clientId !== client.id) return 'unknown';
  if (old.isRevoked) return 'revoked';
  return old.isRefreshSpent ? 'reused' : null;
}

function issue(server: OauthServer, granted: Grant, fault: Fault | null): Answer {
  const isReduced = fault?.kind === 'reduced-scope';
  const scope = isReduced ? granted.scope.split(' ').slice(0, -1).join(' ') : granted.scope;
  const refreshable = fault?.kind !== 'no-refresh-token';
  const token = server.tokens.issue({ ...granted, scope }, refreshable);
  server.rate.count(granted.user.id, server.clock.now());
  return json(200, renderToken(token), { 'cache-control': 'no-store' });
}

function renderToken({ text, refreshText, grant, createdAt }: AccessToken): object {
  return {
    token_type: 'Bearer',
    access_token: text,
    ...(refreshText !== null && { refresh_token: refreshText }),
    scope: grant.scope,
    created_at: createdAt,
    expires_in: accessTokenSeconds,
    owner: uriOf.user(grant.user.id),
    organization: uriOf.organization(grant.user.organizationId),
  };
}
