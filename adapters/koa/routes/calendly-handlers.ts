import type { Principal } from '../../../src/ports/authenticator.ts';
import type { CompletenessStore } from '../../../src/ports/completeness-store.ts';
import type { SyncStore } from '../../../src/ports/sync-store.ts';
import type { ConnectByToken } from '../../../src/use-cases/connections/connect-by-token.ts';
import type { DisconnectCalendly } from '../../../src/use-cases/connections/disconnect-calendly.ts';
import type { ReadStatus } from '../../../src/use-cases/connections/read-status.ts';
import type { StartConnecting } from '../../../src/use-cases/connections/start-connecting.ts';
import type { SyncHistory } from '../../../src/use-cases/history/sync-history.ts';
import { type CalendlyStatus, calendlyStatusBody } from '../../wire/calendly-status.ts';
import { completenessBody } from '../../wire/completeness.ts';
import type { calendlyRoutes } from '../../wire/routes/calendly-routes.ts';
import { syncBody } from '../../wire/sync.ts';
import { rememberAttempt } from '../connect-cookie.ts';
import { refuse } from '../problems/refusal.ts';
import type { Handlers } from './handler.ts';

export interface CalendlyRouteParts {
  startConnecting: StartConnecting;
  connectByToken: ConnectByToken;
  disconnectCalendly: DisconnectCalendly;
  readStatus: ReadStatus;
  syncHistory: SyncHistory;
  syncs: SyncStore;
  completeness: CompletenessStore;
  /** Which Calendly this is, and how it can be connected. */
  calendly: Pick<CalendlyStatus, 'environment' | 'simulatorUrl' | 'ways'>;
  overHttps: boolean;
}

export function calendlyHandlers(parts: CalendlyRouteParts): Handlers<typeof calendlyRoutes> {
  return {
    readCalendlyStatus: ({ principal }) => statusOf(principal),

    connectCalendly: async ({ principal, body, ctx }) => {
      const { organizationId, subject } = principal;
      if (body.personalAccessToken !== undefined) {
        await parts.connectByToken.execute(organizationId, body.personalAccessToken);
        return statusOf(principal);
      }
      const started = await parts.startConnecting.execute(organizationId, subject);
      rememberAttempt(ctx, started, parts.overHttps);
      const { authorizationUrl, expiresAt } = started;
      return { authorizationUrl, expiresAt: expiresAt.toISOString() };
    },

    disconnectCalendly: async ({ principal, query }) => {
      const { connectionId = null } = query;
      const outcome = await parts.disconnectCalendly.execute(
        principal.organizationId,
        connectionId,
      );
      return outcome === 'unknown' ? refuse('not_found.connection') : null;
    },

    startSync: async ({ principal, body: { from, to } }) =>
      syncBody(await parts.syncHistory.start(principal.organizationId, { from, to })),

    showSync: async ({ principal, params }) => {
      const sync = await parts.syncs.get(principal.organizationId, params.id);
      return sync === null ? refuse('not_found.sync') : syncBody(sync);
    },

    readCompleteness: async ({ principal }) => {
      const report = await parts.completeness.latest(principal.organizationId);
      return report === null ? refuse('not_found.completeness') : completenessBody(report);
    },
  };

  async function statusOf({ organizationId, role }: Principal): Promise<CalendlyStatus> {
    const status = await parts.readStatus.execute(organizationId);
    return calendlyStatusBody(status, { ...parts.calendly, mayManage: role === 'admin' });
  }
}
