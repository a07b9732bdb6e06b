import { ClockSkew } from '../../src/domain/clock-skew.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Logger } from '../../src/ports/logger.ts';
import { StandardWebhookSender } from '../alerts/standard-webhook-sender.ts';
import { CalendlyApiClient } from '../calendly/calendly-api-client.ts';
import { CalendlyDecoder } from '../calendly/calendly-decoder.ts';
import { CalendlyOauthClient } from '../calendly/calendly-oauth-client.ts';
import { CalendlySignatureVerifier } from '../calendly/calendly-signature-verifier.ts';
import { Schedule } from '../croner/schedule.ts';
import { JoseAuthenticator } from '../jose/jose-authenticator.ts';
import { JoseTokenCipher } from '../jose/jose-token-cipher.ts';
import { NoTokenCipher } from '../jose/no-token-cipher.ts';
import { NodeSecretMaker } from '../node/node-secret-maker.ts';
import { pause } from '../node/pause.ts';
import { turnOfTheLoop } from '../node/turn-of-the-loop.ts';
import { UuidGenerator } from '../node/uuid-generator.ts';
import { PromMetrics } from '../prom-client/prom-metrics.ts';
import type { ReachableConfig } from '../settings/config.ts';
import type { Made } from './container.ts';
import type { intake } from './intake.ts';
import type { Stores } from './stores.ts';

/** The things that are made before the parts, because making them takes time or other processes. */
export interface Foundation {
  config: ReachableConfig;
  stores: Stores;
  clock: Clock;
  logger: Logger;
  consoleFolder: string;
}

/** The adapter behind each port, and the values of the settings for the use cases. */
export function portValues({ config, clock, logger }: Foundation, made: Made<typeof intake>) {
  const metrics = new PromMetrics();
  const clockSkew = new ClockSkew();
  const { DEFAULT_ORGANIZATION_ID: defaultId, TOKEN_ENCRYPTION_KEY: keys } = config;
  return {
    clock,
    logger,
    metrics,
    pause,
    clockSkew,
    ids: new UuidGenerator(),
    schedule: new Schedule(logger),
    noteWriter: new NoteWriter(config.LOCALE, config.TIME_ZONE),
    language: config.LOCALE,
    appUrl: config.APP_URL,
    webhooksReachable: isReachable(config),
    defaultOrganizationId: defaultId === null ? null : organizationId(defaultId),
    retentionDays: {
      scheduledEvents: config.RETENTION_DAYS,
      deliveries: config.DELIVERY_RETENTION_DAYS,
      undecided: config.UNDECIDED_RETENTION_DAYS,
      audit: config.AUDIT_RETENTION_DAYS,
      logEntries: config.EVENT_RETENTION_DAYS,
    },
    purgePace: { batchSize: 500, rest: () => pause(20) },
    gather: turnOfTheLoop,
    measureCommit: <T>(size: number, commit: () => Promise<T>) => metrics.commit(size, commit),
    secretMaker: new NodeSecretMaker(),
    tokenCipher: keys === undefined ? new NoTokenCipher() : new JoseTokenCipher(keys),
    tokenAuthenticator: new JoseAuthenticator(
      {
        secret: config.JWT_SECRET,
        jwksUrl: config.JWT_JWKS_URL,
        issuer: config.JWT_ISSUER,
        audience: config.JWT_AUDIENCE,
        typ: config.JWT_TYP,
        organizationClaim: config.JWT_ORGANIZATION_CLAIM,
        roleClaim: config.JWT_ROLE_CLAIM,
      },
      clock,
      logger,
    ),
    decoder: new CalendlyDecoder(),
    verifier: new CalendlySignatureVerifier({
      keys: config.CALENDLY_WEBHOOK_SIGNING_KEY ?? [],
      connectionKeys: (id, again) => made.connectionDirectory.signingKeys(id, again),
      isConnection: (id) => made.connectionDirectory.isConnection(id),
      onSigned: (signedAt, receivedAt) => clockSkew.observe(signedAt, receivedAt),
      schemes: config.CALENDLY_WEBHOOK_SCHEMES,
      toleranceSeconds: config.CALENDLY_WEBHOOK_TOLERANCE_SECONDS,
      clock,
    }),
    calendlyApi: new CalendlyApiClient({
      baseUrl: config.CALENDLY_API_URL,
      rateShare: config.CALENDLY_RATE_SHARE,
      clock,
      logger,
    }),
    calendlyOauth: oauthOf(config, clock),
    alertSender: alertSenderOf(config, clock),
  };
}

/** Null where no application is set up. */
function oauthOf(config: ReachableConfig, clock: Clock): CalendlyOauthClient | null {
  const { CALENDLY_CLIENT_ID: clientId, CALENDLY_CLIENT_SECRET: clientSecret } = config;
  if (clientId === undefined || clientSecret === undefined) return null;
  const { CALENDLY_AUTH_URL: baseUrl, CALENDLY_REDIRECT_URI: redirectUri } = config;
  return new CalendlyOauthClient({ baseUrl, clientId, clientSecret, redirectUri, clock });
}

/** Null where no address for alerts is set. */
function alertSenderOf(config: ReachableConfig, clock: Clock): StandardWebhookSender | null {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret } = config;
  if (url === undefined || secret === undefined) return null;
  return new StandardWebhookSender({ url, secret, clock });
}

/**
 * Calendly sends to public https addresses only (an observation of integrations). A simulator on this machine sends
 * here.
 */
function isReachable(config: ReachableConfig): boolean {
  const { APP_URL, CALENDLY_API_URL, CALENDLY_ENVIRONMENT } = config;
  if (CALENDLY_ENVIRONMENT === 'simulator') return true;
  return isHere(CALENDLY_API_URL) || (APP_URL.startsWith('https:') && !isHere(APP_URL));
}

function isHere(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
