import type { IncomingMessage, Server } from 'node:http';
import cors from '@koa/cors';
import { Router } from '@koa/router';
import Koa, { type Context } from 'koa';
import helmet from 'koa-helmet';
import type { AuditStore } from '../../src/ports/audit-store.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import type { Readiness } from '../../src/ports/readiness.ts';
import type { ListScheduledEvents } from '../../src/use-cases/prospects/list-scheduled-events.ts';
import type { ReadEvents } from '../../src/use-cases/realtime/read-events.ts';
import type { OriginList } from '../wire/origin-list.ts';
import type { PageFacts } from '../wire/page-facts.ts';
import { type HttpApi, httpApi } from '../wire/routes/http-api.ts';
import type { AuthenticationParts } from './authentication.ts';
import { type CallbackParts, callbackRoute } from './callback-route.ts';
import { consoleRoutes } from './console-routes.ts';
import { countAnswers } from './count-answers.ts';
import { docsRoute } from './documents/docs-route.ts';
import { type Documents, documentsAt } from './documents/documents.ts';
import { HttpSockets } from './http-sockets.ts';
import { answerProblem } from './problems/answer-problem.ts';
import { errorToProblem } from './problems/error-to-problem.ts';
import { apiRouter } from './routes/api-router.ts';
import { auditHandlers } from './routes/audit-handlers.ts';
import { type CalendlyRouteParts, calendlyHandlers } from './routes/calendly-handlers.ts';
import { type DeliveryRouteParts, deliveryHandlers } from './routes/delivery-handlers.ts';
import { documentHandlers } from './routes/document-handlers.ts';
import { eventHandlers } from './routes/event-handlers.ts';
import type { Handlers } from './routes/handler.ts';
import { healthHandlers } from './routes/health-handlers.ts';
import { type ProspectUseCases, prospectHandlers } from './routes/prospect-handlers.ts';
import { scheduledEventHandlers } from './routes/scheduled-event-handlers.ts';
import { SocketWatch } from './socket-watch.ts';
import { type WebhookParts, webhookRoute } from './webhook-route.ts';
import { wrongMethod } from './wrong-method.ts';

export interface HttpParts
  extends WebhookParts,
    AuthenticationParts,
    ProspectUseCases,
    CalendlyRouteParts,
    CallbackParts,
    DeliveryRouteParts {
  readEvents: ReadEvents;
  listScheduledEvents: ListScheduledEvents;
  audit: AuditStore;
  metrics: Metrics;
  readiness: Readiness[];
  /** The pages of other origins that may use the API. */
  origins: OriginList;
  /** True when people reach the service by https only. */
  overHttps: boolean;
  /** The folder of the built console. */
  consoleFolder: string;
  /** The facts about the service that the console's page gets. */
  pageFacts: PageFacts;
}

/**
 * Milliseconds. The first two end a socket that sends slowly. A kept socket outlives the sockets of a load balancer,
 * which usually last 60 s. Answers name the time without the buffer: a client that respects it has closed an idle socket
 * before a service that drains closes it.
 */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  keepAliveTimeoutBuffer: 67_000,
  connectionsCheckingInterval: 1_000,
};

/** The address of webhooks about routing forms. They have a subscription of their own, which needs its own address. */
const formsAddress = '/calendly/webhook/:connectionId/routing-forms';

/** The addresses of webhooks, each with the connection that it names. */
const webhookAddress = /^\/calendly\/webhook(?:\/([\w-]{1,64})(?:\/routing-forms)?)?\/?$/i;

/** The HTTP surface of the service. */
export class HttpApp {
  readonly sockets: HttpSockets;
  /** How many webhooks wait for their answer. */
  webhooksWaiting = 0;

  constructor(parts: HttpParts) {
    const app = new Koa();
    // Without a listener Koa prints errors itself, outside the log.
    app.on('error', (error: Error, ctx?: Context) => {
      const senderIsGone = ctx?.writable === false;
      if (!senderIsGone) parts.logger.error('An answer failed', { error: error.stack });
    });
    app.use(countAnswers(parts.metrics));
    app.use(errorToProblem(parts.logger));
    // Webhooks come before the headers for browsers and the router: those two take as long as checking a signature.
    app.use(this.#webhooks(parts));
    app.use(notKept());
    app.use(helmet({ contentSecurityPolicy: false, strictTransportSecurity: parts.overHttps }));
    app.use(crossOrigin(parts.origins));
    const documents = documentsAt(parts.appUrl);
    app.use(this.#apart(parts, documents).routes());
    app.use(apiRouter(this.#handlers(parts, documents), parts).routes());
    app.use(wrongMethod);
    app.use((ctx) => answerProblem(ctx, 'not_found.address'));
    const answer = app.callback();
    const options = { ...timeouts, shouldUpgradeCallback: isForSockets };
    this.sockets = new HttpSockets(options, (request, response) => void answer(request, response));
    new SocketWatch().watch(this.server);
  }

  get server(): Server {
    return this.sockets.server;
  }

  /** Answers a POST to a webhook's address. */
  #webhooks(parts: HttpParts) {
    const answer = webhookRoute(parts);
    return async (ctx: Context, next: () => Promise<unknown>): Promise<void> => {
      const [address, connectionId = null] = webhookAddress.exec(ctx.path) ?? [];
      if (address === undefined || ctx.method !== 'POST') {
        await next();
        return;
      }
      // The log shows the address as the router would name it.
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

  #handlers(parts: HttpParts, documents: Documents): Handlers<HttpApi> {
    return {
      ...prospectHandlers(parts),
      ...scheduledEventHandlers(parts.listScheduledEvents),
      ...eventHandlers(parts.readEvents),
      ...deliveryHandlers(parts),
      ...auditHandlers(parts.audit),
      ...calendlyHandlers(parts),
      ...healthHandlers(parts.readiness, () => this.sockets.draining),
      ...documentHandlers(documents),
    };
  }

  /** The addresses that are no routes of the API. */
  #apart(parts: HttpParts, documents: Documents): Router {
    const router = new Router();
    for (const address of ['/calendly/webhook', '/calendly/webhook/:connectionId', formsAddress]) {
      router.all(address, onlyPost());
    }
    callbackRoute(router, parts);
    docsRoute(router, documents);
    consoleRoutes(router, parts.consoleFolder, parts.pageFacts);
    return router;
  }
}

/** Forbids caches to keep an answer, because it holds personal data. The files of the console set another header. */
function notKept() {
  return async (ctx: Context, next: () => Promise<unknown>): Promise<void> => {
    ctx.set('Cache-Control', 'no-store');
    await next();
  };
}

/** True for a WebSocket of Socket.IO. A wish for another protocol is ignored, and HTTP/1.1 answers (RFC 9110, 7.8). */
function isForSockets({ headers, url = '' }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && url.startsWith('/socket.io/');
}

/**
 * Tokens come in a header, never in a cookie, so credentials are not allowed across origins. The exception is the route
 * that begins a connection: it sets a cookie for the callback.
 */
function crossOrigin(origins: OriginList) {
  return cors({
    origin: (ctx) => (origins.has(ctx.get('Origin')) ? ctx.get('Origin') : ''),
    credentials: ({ path }) => path === httpApi.connectCalendly.path,
    allowMethods: [...new Set(Object.values(httpApi).map(({ method }) => method))],
    allowHeaders: ['Authorization', 'Content-Type'],
    exposeHeaders: ['Retry-After'],
    maxAge: 600,
  });
}

function onlyPost() {
  return async (ctx: Context, next: () => Promise<unknown>): Promise<void> => {
    if (ctx.method === 'POST') {
      await next();
      return;
    }
    ctx.set('Allow', 'POST');
    answerProblem(ctx, 'method_not_allowed.webhook');
  };
}
