import { organizationId } from '../../src/domain/organization-id.ts';
import type { EventLog } from '../../src/ports/event-log.ts';
import type { IngestStore } from '../../src/ports/ingest-store.ts';
import type { Readiness } from '../../src/ports/readiness.ts';
import { HttpApp } from '../koa/http-app.ts';
import { clientAddress } from '../node/client-address.ts';
import { EventLoopReadiness } from '../node/event-loop-readiness.ts';
import { IngestReadiness } from '../node/ingest-readiness.ts';
import { WorkReadiness } from '../node/work-readiness.ts';
import { rateLimits } from '../rate-limiter-flexible/rate-limits.ts';
import type { ReachableConfig } from '../settings/config.ts';
import { SocketIoNotifier } from '../socket-io/socket-io-notifier.ts';
import { SocketIoServer } from '../socket-io/socket-io-server.ts';
import { OriginList } from '../wire/origin-list.ts';
import type { Foundation } from './ports.ts';

/** The entrances: HTTP and sockets. */
export const edge = { HttpApp, SocketIoServer, Notifier: SocketIoNotifier };

/** The values for HTTP and sockets: limits, client addresses, and the readiness checks. */
export function edgeValues({ config, stores, consoleFolder }: Foundation) {
  const ingestReadiness = new IngestReadiness(() => commitNothing(stores.ingestStore));
  const relayReadiness = new WorkReadiness('relay');
  const eventLoopReadiness = new EventLoopReadiness();
  const isSimulated = config.CALENDLY_ENVIRONMENT === 'simulator';
  return {
    consoleFolder,
    ...rateLimits(config.API_REQUESTS_PER_SECOND),
    socketLimits: {
      perPerson: config.SOCKETS_PER_PERSON,
      perOrganization: config.SOCKETS_PER_ORGANIZATION,
    },
    addressOf: clientAddress(config.TRUSTED_PROXIES),
    origins: new OriginList(config.CORS_ORIGINS, !config.production),
    overHttps: config.APP_URL.startsWith('https:'),
    calendly: {
      environment: config.CALENDLY_ENVIRONMENT,
      simulatorUrl: isSimulated ? config.CALENDLY_API_URL : null,
      ways: waysToConnect(config),
    },
    pageFacts: {
      development: !config.production,
      organizationClaim: config.JWT_ORGANIZATION_CLAIM,
      roleClaim: config.JWT_ROLE_CLAIM,
    },
    ingestReadiness,
    relayReadiness,
    eventLoopReadiness,
    readiness: [
      ingestReadiness,
      readsOf(stores.eventLog),
      relayReadiness,
      ...stores.storesReadiness,
      eventLoopReadiness,
    ],
  };
}

/** Commits an empty batch, by the same path as a full one. */
async function commitNothing(store: IngestStore): Promise<void> {
  await using unit = await store.load({ deliveries: [], organizations: new Map() });
  await unit.commit({ deliveries: [], repeated: [], settled: [], organizations: new Map() });
}

/** Reads as clients do, behind the same waits: the log of an organization that cannot exist. */
function readsOf(log: EventLog): Readiness {
  const nobody = organizationId('-');
  return { part: 'reads', probe: async () => void (await log.read(nobody, 0, 1)) };
}

/** Without a key that seals tokens there are no ways. */
function waysToConnect(config: ReachableConfig): ('oauth' | 'personal_token')[] {
  if (config.TOKEN_ENCRYPTION_KEY === undefined) return [];
  return config.CALENDLY_CLIENT_ID === undefined ? ['personal_token'] : ['oauth', 'personal_token'];
}
