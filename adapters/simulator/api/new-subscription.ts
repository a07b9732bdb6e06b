import { CalendlyApiNewWebhookSubscription } from '../../wire/calendly-api-webhook-subscription.ts';
import { isSubscribable, type SubscriptionScope, scopeOf } from '../deliveries/event-names.ts';
import type { NewSubscription } from '../deliveries/subscriptions.ts';
import { jsonOf } from '../http/call.ts';
import { isAdministrator } from '../people/directory.ts';
import { idIn } from '../resource-uri.ts';
import { ApiRefusal, type ArgumentProblem } from './api-refusal.ts';
import { type Caller, needScope } from './api-route.ts';
import type { ApiServer } from './api-server.ts';

/**
 * Reads a request for a subscription. It checks in this order: shape, owner, plan, the scopes that its events need
 * (Calendly's docs, "Create webhook subscription").
 * @throws ApiRefusal 400, 403
 */
export function readNewSubscription(
  server: ApiServer,
  caller: Caller,
  body: string,
): NewSubscription {
  const asked = wellFormed(body);
  const owner = ownerOf(server, caller, asked);
  const needsPlan = server.webhooksNeedPaidPlan || asked.events.some(isPaidFor);
  if (needsPlan && caller.organization.plan === 'free')
    throw new ApiRefusal(403, 'Please upgrade to a paid Calendly account.');
  needScope(caller, ...new Set(asked.events.map(scopeOf)));
  return {
    ...owner,
    callbackUrl: asked.url,
    events: asked.events,
    scope: asked.scope,
    creatorId: caller.user.id,
    signingKey: asked.signing_key ?? appKey(server, caller),
  };
}

/** The owner of the subscriptions to list. */
export function ownerOf(
  { world }: ApiServer,
  { user, organization }: Caller,
  asked: {
    scope: SubscriptionScope;
    organization: string;
    user?: string | undefined;
    group?: string | undefined;
  },
): Pick<NewSubscription, 'organizationId' | 'userId' | 'groupId'> {
  const refused = new ApiRefusal(403);
  if (idIn(asked.organization, 'organizations') !== organization.id) throw refused;
  const isAdmin = isAdministrator(user);
  const owner = { organizationId: organization.id, userId: null, groupId: null };
  if (asked.scope === 'organization') {
    if (!isAdmin) throw refused;
    return owner;
  }
  if (asked.scope === 'group') {
    const group = world.directory.group(idIn(asked.group, 'groups') ?? '');
    if (group?.organizationId !== organization.id) throw new ApiRefusal(404);
    if (!group.adminIds.includes(user.id)) throw refused;
    return { ...owner, groupId: group.id };
  }
  const member = world.directory.user(idIn(asked.user, 'users') ?? '');
  if (member?.organizationId !== organization.id) throw refused;
  if (member !== user && !isAdmin) throw refused;
  return { ...owner, userId: member.id };
}

function wellFormed(body: string): CalendlyApiNewWebhookSubscription {
  const parsed = CalendlyApiNewWebhookSubscription.safeParse(jsonOf(body) ?? {});
  if (!parsed.success)
    throw ApiRefusal.invalid(
      ...parsed.error.issues.map(({ path }) => problem(String(path[0] ?? 'body'), 'is invalid')),
    );
  const { url, events, scope, user, group } = parsed.data;
  const problems: ArgumentProblem[] = [];
  if (!isCallback(url)) problems.push(problem('url', 'must be a valid https URL'));
  if (!events.every((event) => isSubscribable(event, scope)))
    problems.push(problem('events', 'is invalid'));
  if (scope === 'user' && user === undefined) problems.push(problem('user', 'is missing'));
  if (scope === 'group' && group === undefined) problems.push(problem('group', 'is missing'));
  if (problems.length > 0) throw ApiRefusal.invalid(...problems);
  return parsed.data;
}

/** Calendly accepts public HTTPS addresses only. The simulator also accepts addresses of this machine. */
function isCallback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}

/** The free plan has not had these events since November 2026 (Calendly's release notes, 2026-11-03). */
function isPaidFor(event: string): boolean {
  return /^(routing_form_submission|meeting_recap|contact)\./.test(event);
}

/** A personal access token has no app, so its subscriptions are signed only with a key of their own. */
function appKey({ clients }: ApiServer, { token }: Caller): string | null {
  return clients.find(({ id }) => id === token.grant.clientId)?.signingKey ?? null;
}

function problem(parameter: string, message: string): ArgumentProblem {
  return { parameter, message };
}
