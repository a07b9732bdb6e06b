import { z } from 'zod';
import type { CalendlyUser, Subscription } from '../../src/domain/connection.ts';
import { CalendlyNotFound, ProviderError } from '../../src/domain/errors.ts';
import type {
  CalendlyApi,
  MeetingPage,
  MeetingQuery,
  MeetingRef,
  ReportedFact,
  SubscriptionOwner,
  WantedSubscription,
} from '../../src/ports/calendly-api.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Logger } from '../../src/ports/logger.ts';
import { calendlyPage, calendlyResource } from '../wire/calendly-api-page.ts';
import { CalendlyApiUser } from '../wire/calendly-api-user.ts';
import {
  type CalendlyApiNewWebhookSubscription,
  CalendlyApiWebhookSubscription,
} from '../wire/calendly-api-webhook-subscription.ts';
import { CalendlyCalls, type Call } from './calendly-calls.ts';
import { inviteeFacts } from './invitee-facts.ts';
import { RatePace } from './rate-pace.ts';
import { keptMeeting, readMeetingRef } from './read-meeting-ref.ts';
import { nextToken, pageSize, readPages } from './read-pages.ts';
import { readSubscription } from './read-subscription.ts';
import { resourceId } from './resource-id.ts';

const OneUser = calendlyResource(CalendlyApiUser);
const OneSubscription = calendlyResource(CalendlyApiWebhookSubscription);
const SubscriptionPage = calendlyPage(CalendlyApiWebhookSubscription);
/** Calendly's own objects. They are read one by one, and kept as they are. */
const OneThing = calendlyResource(z.looseObject({}));
const ThingPage = calendlyPage(z.looseObject({}));

export interface CalendlyApiOptions {
  /** `https://api.calendly.com`, without a slash at the end. All pages of a list are requested there. */
  baseUrl: string;
  /** The share of Calendly's rate limit that reading meetings and invitees may use: above 0 and up to 1. */
  rateShare: number;
  clock: Clock;
  logger: Logger;
  timeoutMs?: number;
  retryDelayMs?: number;
}

/** Calendly's REST API over HTTP. Calls may run concurrently. */
export class CalendlyApiClient implements CalendlyApi {
  readonly #calls: CalendlyCalls;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(options: CalendlyApiOptions) {
    const { baseUrl, rateShare, clock, logger, timeoutMs = 10_000, retryDelayMs = 500 } = options;
    const pace = new RatePace(rateShare, clock);
    this.#calls = new CalendlyCalls({ baseUrl, timeoutMs, retryDelayMs }, pace, clock);
    this.#clock = clock;
    this.#logger = logger;
  }

  async me(accessToken: string): Promise<CalendlyUser> {
    const call: Call = { accessToken, method: 'GET', path: '/users/me' };
    const { uri, name, email, current_organization } = await this.#one(call, OneUser);
    if (current_organization === null)
      throw new ProviderError('Calendly does not say which organization the user is in.');
    return { uri, name, email, organizationUri: current_organization };
  }

  async subscriptions(accessToken: string, owner: SubscriptionOwner): Promise<Subscription[]> {
    const query = { scope: owner.scope, organization: owner.organizationUri, ...userOf(owner) };
    const call = { accessToken, path: '/webhook_subscriptions', query };
    const found: Subscription[] = [];
    for await (const page of readPages(this.#calls, call, SubscriptionPage)) {
      const readable = page.collection.filter((one) => one !== null);
      found.push(...readable.map((one) => readSubscription(one, this.#clock.now())));
    }
    return found;
  }

  async subscription(accessToken: string, uri: string): Promise<Subscription> {
    const path = `/webhook_subscriptions/${resourceId(uri)}`;
    const subscription = await this.#one({ accessToken, method: 'GET', path }, OneSubscription);
    return readSubscription(subscription, this.#clock.now());
  }

  async subscribe(accessToken: string, wanted: WantedSubscription): Promise<Subscription> {
    const body: CalendlyApiNewWebhookSubscription = {
      url: wanted.callbackUrl,
      events: [...wanted.events],
      organization: wanted.organizationUri,
      scope: wanted.scope,
      signing_key: wanted.signingKey,
      ...userOf(wanted),
    };
    const call: Call = { accessToken, method: 'POST', path: '/webhook_subscriptions', body };
    return readSubscription(await this.#one(call, OneSubscription), this.#clock.now());
  }

  async unsubscribe(accessToken: string, uri: string): Promise<void> {
    const path = `/webhook_subscriptions/${resourceId(uri)}`;
    try {
      await this.#calls.perform({ accessToken, method: 'DELETE', path });
    } catch (error) {
      if (!(error instanceof CalendlyNotFound)) throw error;
    }
  }

  async meetings(accessToken: string, query: MeetingQuery): Promise<MeetingPage> {
    const { scope, organizationUri, from, to, pageToken } = query;
    const whose = scope === 'user' ? userOf(query) : { organization: organizationUri };
    const { value, reportedAt } = await this.#calls.ask(
      {
        accessToken,
        method: 'GET',
        path: '/scheduled_events',
        query: {
          ...whose,
          min_start_time: from.toISOString(),
          max_start_time: to?.toISOString() ?? null,
          sort: 'start_time:asc',
          count: pageSize,
          page_token: pageToken,
        },
        isList: true,
        isBulk: true,
      },
      ThingPage,
    );
    const seen = new Set([pageToken]);
    return {
      meetings: value.collection.flatMap((one) => this.#meetingRef(one, reportedAt) ?? []),
      nextPageToken: nextToken(value, seen),
    };
  }

  async invitees(accessToken: string, ref: MeetingRef): Promise<ReportedFact[]> {
    const { meeting, reportedAt } = keptMeeting(ref);
    const path = `/scheduled_events/${resourceId(ref.uri)}/invitees`;
    const facts: ReportedFact[] = [];
    const call = { accessToken, path, isBulk: true };
    for await (const page of readPages(this.#calls, call, ThingPage)) {
      for (const invitee of page.collection) {
        // The invitee and the meeting were read at different times. The fact gets the earlier one.
        const read = invitee === null ? 'schema' : inviteeFacts({ invitee, meeting, reportedAt });
        if (typeof read !== 'string') facts.push(...read);
        else this.#skipped('An invitee that Calendly lists cannot be read', read, invitee?.['uri']);
      }
    }
    return facts.toSorted(byTime);
  }

  async meeting(accessToken: string, uri: string): Promise<MeetingRef> {
    const call: Call = { accessToken, method: 'GET', path: `/scheduled_events/${resourceId(uri)}` };
    const { value, reportedAt } = await this.#calls.ask(call, OneThing);
    const ref = readMeetingRef(value.resource, reportedAt);
    if (ref === null) throw new ProviderError(`Calendly answered ${call.path} without a meeting.`);
    return ref;
  }

  async #one<T extends z.ZodType<{ resource: unknown }>>(
    call: Call,
    schema: T,
  ): Promise<z.output<T>['resource']> {
    return (await this.#calls.ask(call, schema)).value.resource;
  }

  #meetingRef(meeting: unknown, reportedAt: string): MeetingRef | null {
    const ref = readMeetingRef(meeting, reportedAt);
    if (ref === null) this.#skipped('A meeting that Calendly lists cannot be read', 'schema');
    return ref;
  }

  #skipped(message: string, reason: string, uri?: unknown): void {
    this.#logger.warn(message, { reason, ...(typeof uri === 'string' && { uri }) });
  }
}

function userOf({ scope, userUri }: SubscriptionOwner): { user?: string } {
  return scope === 'user' && userUri !== null ? { user: userUri } : {};
}

function byTime({ fact: a }: ReportedFact, { fact: b }: ReportedFact): number {
  const [one, other] = [a.times.occurredAt ?? '', b.times.occurredAt ?? ''];
  return one < other ? -1 : Number(one > other);
}
