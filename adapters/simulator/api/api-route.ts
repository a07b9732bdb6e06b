import type { Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { allows } from '../oauth/scopes.ts';
import type { AccessToken } from '../oauth/tokens.ts';
import type { Organization, User } from '../people/directory.ts';
import { ApiRefusal } from './api-refusal.ts';
import type { ApiServer } from './api-server.ts';

/** The caller, by the token of the request. */
export interface Caller {
  readonly user: User;
  readonly organization: Organization;
  readonly token: AccessToken;
}

/** A route of the API. It checks in this order: the caller, the rate limit, the scopes, the request. */
export function apiRoute(
  server: ApiServer,
  [method, path]: readonly [string, string],
  scope: string,
  handle: (call: Call, caller: Caller) => Answer,
): Route {
  return {
    method,
    path,
    kind: 'api',
    handle(call) {
      const caller = callerOf(server, call);
      const { isExceeded, headers } = server.rateLimit.count(caller.user, caller.organization);
      const answer = answering(() => {
        if (isExceeded) throw new ApiRefusal(429);
        needScope(caller, scope);
        return handle(call, caller);
      });
      return { ...answer, headers: { ...answer.headers, ...headers } };
    },
  };
}

/** @throws ApiRefusal 403 naming the missing scopes */
export function needScope({ token }: Caller, ...scopes: string[]): void {
  const missing = scopes.filter((scope) => !allows(token.grant.scope, scope));
  if (missing.length > 0) throw ApiRefusal.insufficientScope(...missing);
}

function callerOf({ tokens, world }: ApiServer, { headers }: Call): Caller {
  const [, text = ''] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const token = tokens.find(text);
  if (token === undefined || token.isRevoked) throw new ApiRefusal(401);
  if (tokens.isExpired(token)) throw new ApiRefusal(401, 'The access token expired');
  const { user } = token.grant;
  return { user, organization: world.directory.organizationOf(user), token };
}

function answering(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApiRefusal) return error.answer();
    throw error;
  }
}
