import type { Router } from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import type { ConnectByToken } from '../../src/use-cases/connect-by-token.ts';
import type { DisconnectCalendly } from '../../src/use-cases/disconnect-calendly.ts';
import type { ReadStatus } from '../../src/use-cases/read-status.ts';
import type { StartConnecting } from '../../src/use-cases/start-connecting.ts';
import { type CalendlyStatus, calendlyStatusBody } from '../wire/calendly-status.ts';
import { adminsOnly, principalOf } from './authentication.ts';
import { rememberAttempt } from './connect-cookie.ts';
import { optionalJsonBody } from './optional-json-body.ts';
import { parseBody, parseQuery } from './parse-request.ts';

export interface ConnectRouteParts {
  startConnecting: StartConnecting;
  connectByToken: ConnectByToken;
  disconnectCalendly: DisconnectCalendly;
  readStatus: ReadStatus;
  /** Which Calendly this is, and how it can be connected. */
  calendly: Pick<CalendlyStatus, 'environment' | 'simulatorUrl' | 'ways'>;
  overHttps: boolean;
}

/** A token is one word; what is pasted around it goes. */
const ConnectOrder = z.strictObject({
  personalAccessToken: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,8000}$/, 'must be a personal access token, as Calendly shows it once')
    .optional(),
});

const DisconnectQuery = z.object({ connectionId: z.string().min(1).max(200).optional() });

/** The line to Calendly: how it is, to begin it, to end it. */
export function connectRoutes(router: Router, parts: ConnectRouteParts): void {
  router.get('/calendly/status', async (ctx) => {
    ctx.body = await statusOf(ctx);
  });

  router.post('/calendly/connect', adminsOnly, optionalJsonBody, async (ctx) => {
    const order = parseBody(ctx, ConnectOrder.prefault({}));
    if (order === null) return;
    const { organizationId, subject } = principalOf(ctx);
    ctx.set('Cache-Control', 'no-store');
    if (order.personalAccessToken === undefined) {
      const started = await parts.startConnecting.execute(organizationId, subject);
      rememberAttempt(ctx, started, parts.overHttps);
      const { authorizationUrl, expiresAt } = started;
      ctx.body = { authorizationUrl, expiresAt: expiresAt.toISOString() };
    } else {
      await parts.connectByToken.execute(organizationId, order.personalAccessToken);
      ctx.body = await statusOf(ctx);
    }
    ctx.status = 201;
  });

  router.delete('/calendly/disconnect', adminsOnly, async (ctx) => {
    const query = parseQuery(ctx, DisconnectQuery);
    if (query === null) return;
    const { organizationId } = principalOf(ctx);
    await parts.disconnectCalendly.execute(organizationId, query.connectionId ?? null);
    ctx.status = 204;
  });

  async function statusOf(ctx: Context): Promise<CalendlyStatus> {
    const { organizationId, role } = principalOf(ctx);
    const status = await parts.readStatus.execute(organizationId);
    return calendlyStatusBody(status, { ...parts.calendly, mayManage: role === 'admin' });
  }
}
