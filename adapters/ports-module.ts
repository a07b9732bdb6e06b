import { ContainerModule, type ContainerModuleLoadOptions } from 'inversify';
import { ClockSkew } from '../src/domain/clock-skew.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Logger } from '../src/ports/logger.ts';
import { AuthenticateEnabled } from '../src/use-cases/authenticate-enabled.ts';
import { ConnectionDirectory } from '../src/use-cases/connection-directory.ts';
import { DisabledOrganizations } from '../src/use-cases/disabled-organizations.ts';
import { StandardWebhookSender } from './alerts/standard-webhook-sender.ts';
import { CalendlyApiClient } from './calendly/calendly-api-client.ts';
import { CalendlyDecoder } from './calendly/calendly-decoder.ts';
import { CalendlyOauthClient } from './calendly/calendly-oauth-client.ts';
import { CalendlySignatureVerifier } from './calendly/calendly-signature-verifier.ts';
import type { ReachableConfig } from './config.ts';
import { JoseAuthenticator } from './jose/jose-authenticator.ts';
import { JoseTokenCipher } from './jose/jose-token-cipher.ts';
import { NoTokenCipher } from './jose/no-token-cipher.ts';
import { NodeSecretMaker } from './node/node-secret-maker.ts';
import { UuidGenerator } from './node/uuid-generator.ts';
import { PromMetrics } from './prom-client/prom-metrics.ts';
import * as the from './service-identifiers.ts';
import { SocketIoServer } from './socket-io/socket-io-server.ts';
import type { Stores } from './stores.ts';

interface Given {
  clock: Clock;
  logger: Logger;
}

/** Which adapter stands behind which port. */
export function portsModule(
  config: ReachableConfig,
  stores: Stores,
  given: Given,
): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(the.clock).toConstantValue(given.clock);
    bind(the.logger).toConstantValue(given.logger);
    bind(the.ids).toConstantValue(new UuidGenerator());
    bind(PromMetrics).toConstantValue(new PromMetrics());
    bind(the.notifier).toResolvedValue((sockets) => sockets.notifier, [SocketIoServer]);
    bindStores(bind, stores);
    bindSecrets(bind, config, given);
    bindCalendly(bind, config);
    bindAlerts(bind, config);
  });
}

type Bind = ContainerModuleLoadOptions['bind'];

function bindStores(bind: Bind, stores: Stores): void {
  bind(the.ingestStore).toConstantValue(stores.ingestStore);
  bind(the.eventLog).toConstantValue(stores.eventLog);
  bind(the.prospectStore).toConstantValue(stores.prospectStore);
  bind(the.scheduledEventStore).toConstantValue(stores.scheduledEventStore);
  bind(the.deliveryStore).toConstantValue(stores.deliveryStore);
  bind(the.organizationStore).toConstantValue(stores.organizationStore);
  bind(the.unroutedStore).toConstantValue(stores.unroutedStore);
  bind(the.connectionStore).toConstantValue(stores.connectionStore);
  bind(the.connectAttemptStore).toConstantValue(stores.connectAttemptStore);
  bind(the.syncStore).toConstantValue(stores.syncStore);
  bind(the.completenessStore).toConstantValue(stores.completenessStore);
  bind(the.liveChannel).toConstantValue(stores.liveChannel);
}

/** Who may come in, and what tokens are kept with. */
function bindSecrets(bind: Bind, config: ReachableConfig, given: Given): void {
  const tokens = new JoseAuthenticator(
    {
      secret: config.JWT_SECRET,
      jwksUrl: config.JWT_JWKS_URL,
      issuer: config.JWT_ISSUER,
      audience: config.JWT_AUDIENCE,
      typ: config.JWT_TYP,
      organizationClaim: config.JWT_ORGANIZATION_CLAIM,
      roleClaim: config.JWT_ROLE_CLAIM,
    },
    given.clock,
    given.logger,
  );
  bind(the.authenticator).toResolvedValue(
    (disabled) => new AuthenticateEnabled(tokens, disabled),
    [DisabledOrganizations],
  );
  bind(the.secretMaker).toConstantValue(new NodeSecretMaker());
  const { TOKEN_ENCRYPTION_KEY: keys } = config;
  bind(the.tokenCipher).toConstantValue(
    keys === undefined ? new NoTokenCipher() : new JoseTokenCipher(keys),
  );
}

/** What Calendly sends, and what it is asked. */
function bindCalendly(bind: Bind, config: ReachableConfig): void {
  bind(the.decoder).toConstantValue(new CalendlyDecoder());
  bind(the.verifier).toResolvedValue(
    (directory, skew, time) =>
      new CalendlySignatureVerifier({
        keys: config.CALENDLY_WEBHOOK_SIGNING_KEY ?? [],
        connectionKeys: (id, again) => directory.signingKeys(id, again),
        onSigned: (signedAt, receivedAt) => skew.observe(signedAt, receivedAt),
        schemes: config.CALENDLY_WEBHOOK_SCHEMES,
        toleranceSeconds: config.CALENDLY_WEBHOOK_TOLERANCE_SECONDS,
        clock: time,
      }),
    [ConnectionDirectory, ClockSkew, the.clock],
  );
  bind(the.calendlyApi).toResolvedValue(
    (clock, logger) =>
      new CalendlyApiClient({
        baseUrl: config.CALENDLY_API_URL,
        rateShare: config.CALENDLY_RATE_SHARE,
        clock,
        logger,
      }),
    [the.clock, the.logger],
  );
  const { CALENDLY_CLIENT_ID: clientId, CALENDLY_CLIENT_SECRET: clientSecret } = config;
  bind(the.calendlyOauth).toResolvedValue(
    (clock) =>
      clientId === undefined || clientSecret === undefined
        ? null
        : new CalendlyOauthClient({
            baseUrl: config.CALENDLY_AUTH_URL,
            clientId,
            clientSecret,
            redirectUri: config.CALENDLY_REDIRECT_URI,
            clock,
          }),
    [the.clock],
  );
}

function bindAlerts(bind: Bind, config: ReachableConfig): void {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret } = config;
  bind(the.alertSender).toResolvedValue(
    (clock) =>
      url === undefined || secret === undefined
        ? null
        : new StandardWebhookSender({ url, secret, clock }),
    [the.clock],
  );
}
