import { createServer, type Server } from 'node:http';
import cors from '@koa/cors';
import { Router } from '@koa/router';
import Koa, { type Context } from 'koa';
import helmet from 'koa-helmet';
import type { DeliveryStore } from '../../src/ports/delivery-store.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import type { Readiness } from '../../src/ports/readiness.ts';
import type { ListScheduledEvents } from '../../src/use-cases/list-scheduled-events.ts';
import type { ReadEvents } from '../../src/use-cases/read-events.ts';
import type { OriginList } from '../wire/origin-list.ts';
import { answerProblem } from './answer-problem.ts';
import { type AuthenticationParts, authentication } from './authentication.ts';
import { type CallbackParts, callbackRoute } from './callback-route.ts';
import { type ConnectRouteParts, connectRoutes } from './connect-routes.ts';
import { consoleRoutes } from './console-routes.ts';
import { countAnswers } from './count-answers.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { errorToProblem } from './error-to-problem.ts';
import { eventRoutes } from './event-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { type ProspectUseCases, prospectRoutes } from './prospect-routes.ts';
import { scheduledEventRoutes } from './scheduled-event-routes.ts';
import { type SyncRouteParts, syncRoutes } from './sync-routes.ts';
import { type WebhookParts, webhookRoute } from './webhook-route.ts';

export interface HttpParts
  extends WebhookParts,
    AuthenticationParts,
    ProspectUseCases,
    ConnectRouteParts,
    CallbackParts,
    SyncRouteParts {
  readEvents: ReadEvents;
  listScheduledEvents: ListScheduledEvents;
  deliveries: DeliveryStore;
  metrics: Metrics;
  readiness: Readiness[];
  /** The pages of other origins that may use the API. */
  origins: OriginList;
  /** Whether people reach the service by https only. */
  overHttps: boolean;
  /** Where the built console lies. */
  consoleFolder: string;
}

/** Who sends slowly is let go; a kept connection outlives a balancer's, which are 60 s as a rule. Milliseconds. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 72_000,
  connectionsCheckingInterval: 1_000,
};

/** Calendly tells routing forms by a subscription of their own, which needs an address of its own. */
const formsAddress = '/calendly/webhook/:connectionId/routing-forms';

/** The addresses of webhooks, each with the connection that it names. */
const webhookAddress = /^\/calendly\/webhook(?:\/([\w-]{1,64})(?:\/routing-forms)?)?\/?$/i;

/** The HTTP surface of the service. */
export class HttpApp {
  readonly server: Server;
  /** How many webhooks wait for their answer. */
  webhooksWaiting = 0;
  #draining = false;

  constructor(parts: HttpParts) {
    const app = new Koa();
    // Without a listener Koa prints them itself, past the log.
    app.on('error', (error: Error, ctx?: Context) => {
      const senderIsGone = ctx?.writable === false;
      if (!senderIsGone) parts.logger.error('An answer failed', { error: error.stack });
    });
    app.use(this.#letGoWhileDraining());
    app.use(countAnswers(parts.metrics));
    app.use(errorToProblem(parts.logger));
    // Before what browsers need to be told and the choice among all routes: that takes as long as checking a signature.
    app.use(this.#webhooks(parts));
    app.use(helmet({ contentSecurityPolicy: false, strictTransportSecurity: parts.overHttps }));
    app.use(crossOrigin(parts.origins));
    for (const router of [this.#open(parts), api(parts)]) {
      app.use(router.routes());
    }
    app.use((ctx) => answerProblem(ctx, 404, 'not_found', 'There is nothing at this address.'));
    const answer = app.callback();
    this.server = createServer(timeouts, (request, response) => void answer(request, response));
  }

  /**
   * Answers readiness with 503 from now on, so that a balancer sends new work elsewhere, and lets connections go as
   * soon as their request is answered: a client that kept one would send its next request into the closing door.
   */
  drain(): void {
    this.#draining = true;
    this.server.closeIdleConnections();
  }

  /** Answers what is posted to a webhook's address. */
  #webhooks(parts: HttpParts) {
    const answer = webhookRoute(parts);
    return async (ctx: Context, next: () => Promise<unknown>): Promise<void> => {
      const [address, connectionId = null] = webhookAddress.exec(ctx.path) ?? [];
      if (address === undefined || ctx.method !== 'POST') {
        await next();
        return;
      }
      // As the router would name it, for the log.
      ctx['routerPath'] =
        connectionId === null ? '/calendly/webhook' : '/calendly/webhook/:connectionId';
      ctx.set('X-Content-Type-Options', 'nosniff');
      this.webhooksWaiting += 1;
      try {
        await answer(ctx, connectionId);
      } finally {
        this.webhooksWaiting -= 1;
      }
    };
  }

  #letGoWhileDraining() {
    return async (ctx: Context, next: () => Promise<unknown>): Promise<void> => {
      await next();
      if (this.#draining) ctx.set('Connection', 'close');
    };
  }

  #open(parts: HttpParts): Router {
    const router = new Router();
    for (const address of ['/calendly/webhook', '/calendly/webhook/:connectionId', formsAddress]) {
      router.all(address, onlyPost());
    }
    callbackRoute(router, parts);
    healthRoutes(router, parts.readiness, () => this.#draining);
    consoleRoutes(router, parts.consoleFolder);
    return router;
  }
}

/**
 * Tokens come in a header, never in a cookie: no credentials are allowed across origins, but where connecting begins,
 * which leaves a cookie for the way back.
 */
function crossOrigin(origins: OriginList) {
  return cors({
    origin: (ctx) => (origins.has(ctx.get('Origin')) ? ctx.get('Origin') : ''),
    credentials: ({ path }) => path === '/calendly/connect',
    allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type'],
    exposeHeaders: ['Retry-After'],
    maxAge: 600,
  });
}

function api(parts: HttpParts): Router {
  const router = new Router();
  const nouns = [
    '/prospects',
    '/events',
    '/scheduled-events',
    '/deliveries',
    '/calendly/status',
    '/calendly/connect',
    '/calendly/disconnect',
    '/calendly/sync',
    '/calendly/completeness',
  ];
  router.use(nouns, authentication(parts));
  prospectRoutes(router, parts);
  eventRoutes(router, parts.readEvents);
  scheduledEventRoutes(router, parts.listScheduledEvents);
  deliveryRoutes(router, parts.deliveries);
  connectRoutes(router, parts);
  syncRoutes(router, parts);
  return router;
}

function onlyPost() {
  return async (ctx: Context, next: () => Promise<unknown>): Promise<void> => {
    if (ctx.method === 'POST') {
      await next();
      return;
    }
    ctx.set('Allow', 'POST');
    answerProblem(ctx, 405, 'method_not_allowed', 'Webhooks come by POST.');
  };
}
