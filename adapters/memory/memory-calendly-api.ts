import type { CalendlyUser, Subscription, SubscriptionScope } from '../../src/domain/connection.ts';
import {
  CalendlyConflict,
  CalendlyForbidden,
  CalendlyNotFound,
  CalendlyUnauthenticated,
  ProviderError,
} from '../../src/domain/errors.ts';
import type {
  CalendlyApi,
  MeetingPage,
  MeetingQuery,
  MeetingRef,
  ReportedFact,
  SubscriptionOwner,
  WantedSubscription,
} from '../../src/ports/calendly-api.ts';
import type {
  MemoryCalendly,
  MemoryMeeting,
  MemorySubscription,
  MemoryUser,
} from './memory-calendly.ts';

const routingForms = 'routing_form_submission.created';

/** Calendly's API over the data in memory. It checks tokens, scopes, roles and plans as Calendly does. */
export class MemoryCalendlyApi implements CalendlyApi {
  readonly #calendly: MemoryCalendly;

  constructor(calendly: MemoryCalendly) {
    this.#calendly = calendly;
  }

  me(accessToken: string): Promise<CalendlyUser> {
    return this.#calendly.answer('me', () => {
      const { uri, name, email, organizationUri } = this.#caller(accessToken, 'users:read');
      return { uri, name, email, organizationUri };
    });
  }

  subscriptions(accessToken: string, owner: SubscriptionOwner): Promise<Subscription[]> {
    return this.#calendly.answer('subscriptions', () => {
      const caller = this.#caller(accessToken, 'webhooks:read');
      needOwner(caller, owner);
      needRole(caller, owner.scope);
      const { organizationUri } = caller;
      return [...this.#calendly.subscriptions.values()]
        .filter((one) => one.organizationUri === organizationUri && one.scope === owner.scope)
        .filter((one) => one.scope === 'organization' || one.userUri === caller.uri)
        .map((one) => this.#shown(one));
    });
  }

  subscription(accessToken: string, uri: string): Promise<Subscription> {
    return this.#calendly.answer('subscription', () => {
      this.#caller(accessToken, 'webhooks:read');
      const found = this.#calendly.subscriptions.get(uri);
      if (found === undefined) throw new CalendlyNotFound('There is no such subscription.');
      return this.#shown(found);
    });
  }

  subscribe(accessToken: string, wanted: WantedSubscription): Promise<Subscription> {
    return this.#calendly.answer('subscribe', () => {
      const caller = this.#caller(accessToken, 'webhooks:write');
      needOwner(caller, wanted);
      for (const event of wanted.events) this.#needEvent(accessToken, caller, wanted.scope, event);
      needRole(caller, wanted.scope);
      const same = [...this.#calendly.subscriptions.values()].some(
        (one) =>
          one.callbackUrl === wanted.callbackUrl && one.organizationUri === caller.organizationUri,
      );
      if (same && this.#calendly.refusesSecondUrl) {
        throw new CalendlyConflict('Hook with this url already exists');
      }
      const uri = `https://api.calendly.com/webhook_subscriptions/${this.#calendly.unique('WS')}`;
      const added: MemorySubscription = {
        ...wanted,
        userUri: wanted.scope === 'user' ? caller.uri : null,
        uri,
        state: 'active',
        retryStartedAt: null,
        checkedAt: this.#calendly.clock.now(),
      };
      this.#calendly.subscriptions.set(uri, structuredClone(added));
      return this.#shown(added);
    });
  }

  unsubscribe(accessToken: string, uri: string): Promise<void> {
    return this.#calendly.answer('unsubscribe', () => {
      this.#caller(accessToken, 'webhooks:write');
      this.#calendly.subscriptions.delete(uri);
    });
  }

  meetings(accessToken: string, query: MeetingQuery): Promise<MeetingPage> {
    return this.#calendly.answer('meetings', () => {
      const caller = this.#caller(accessToken, 'scheduled_events:read');
      needOwner(caller, query);
      needRole(caller, query.scope);
      const { from, to } = query;
      const found = this.#calendly.meetings
        .filter((one) => this.#isSeenBy(caller, query.scope, one))
        .filter(({ startTime: at }) => at !== null && at >= from && (to === null || at <= to))
        .toSorted((a, b) => (a.startTime?.getTime() ?? 0) - (b.startTime?.getTime() ?? 0));
      const first = Number(query.pageToken ?? 0);
      const end = first + this.#calendly.pageSize;
      return {
        meetings: found.slice(first, end).map(refOf),
        nextPageToken: end < found.length ? String(end) : null,
      };
    });
  }

  invitees(accessToken: string, { uri }: MeetingRef): Promise<ReportedFact[]> {
    return this.#calendly.answer('invitees', () => this.#meeting(accessToken, uri).invitees);
  }

  meeting(accessToken: string, uri: string): Promise<MeetingRef> {
    return this.#calendly.answer('meeting', () => refOf(this.#meeting(accessToken, uri)));
  }

  #meeting(accessToken: string, uri: string): MemoryMeeting {
    const caller = this.#caller(accessToken, 'scheduled_events:read');
    const found = this.#calendly.meetings.find((one) => one.uri === uri);
    if (found === undefined || !this.#isSeenBy(caller, 'organization', found)) {
      throw new CalendlyNotFound('There is no such meeting.');
    }
    return found;
  }

  #isSeenBy(caller: MemoryUser, scope: SubscriptionScope, { userUri }: MemoryMeeting): boolean {
    if (scope === 'user') return userUri === caller.uri;
    return this.#calendly.users.get(userUri)?.organizationUri === caller.organizationUri;
  }

  #caller(accessToken: string, scope: string): MemoryUser {
    const token = this.#calendly.tokens.get(accessToken);
    const user = token && this.#calendly.users.get(token.userUri);
    const over = token?.expiresAt != null && token.expiresAt <= this.#calendly.clock.now();
    if (user === undefined || over) {
      throw new CalendlyUnauthenticated('The access token is invalid');
    }
    this.#needScope(accessToken, scope);
    return user;
  }

  /** `webhooks:write` includes `webhooks:read` (Calendly's docs, "Scopes"). */
  #needScope(accessToken: string, scope: string): void {
    const granted = this.#calendly.tokens.get(accessToken)?.scopes ?? null;
    if (granted === null) return;
    if (granted.includes(scope) || granted.includes(scope.replace(/:read$/, ':write'))) return;
    throw new CalendlyForbidden('scope', 'This operation requires other scopes.', [scope]);
  }

  #needEvent(token: string, caller: MemoryUser, scope: SubscriptionScope, event: string): void {
    this.#needScope(token, event === routingForms ? 'routing_forms:read' : 'scheduled_events:read');
    if (event !== routingForms) return;
    if (caller.plan === 'free') {
      throw new CalendlyForbidden('plan', 'Please upgrade to a paid Calendly account.');
    }
    if (scope !== 'organization') throw new CalendlyForbidden('role', 'You do not have permission');
  }

  #shown(kept: MemorySubscription): Subscription {
    const { uri, callbackUrl, state, events, retryStartedAt } = kept;
    const checkedAt = this.#calendly.clock.now();
    return { uri, callbackUrl, state, events, retryStartedAt, checkedAt };
  }
}

/** Whose things are asked for has to be said: the organization, and with the scope `user` the user. */
function needOwner({ uri, organizationUri }: MemoryUser, owner: SubscriptionOwner): void {
  const isTheirs = owner.organizationUri === organizationUri;
  if (isTheirs && (owner.scope === 'organization' || owner.userUri === uri)) return;
  throw new ProviderError('The supplied parameters are invalid.');
}

function needRole({ role }: MemoryUser, scope: SubscriptionScope): void {
  if (scope === 'organization' && role === 'user') {
    throw new CalendlyForbidden('role', 'You do not have permission to access this resource.');
  }
}

function refOf({ uri, startTime, invitees, locationReady, raw }: MemoryMeeting): MeetingRef {
  return { uri, startTime, inviteesTotal: invitees.length, locationReady, raw };
}
