import { ContainerModule, type ContainerModuleLoadOptions } from 'inversify';
import { ClockSkew } from '../src/domain/clock-skew.ts';
import { AccessTokens } from '../src/use-cases/access-tokens.ts';
import { AnnounceConnection } from '../src/use-cases/announce-connection.ts';
import { ApplyUnrouted } from '../src/use-cases/apply-unrouted.ts';
import { ChangeConnection } from '../src/use-cases/change-connection.ts';
import { ConnectByToken } from '../src/use-cases/connect-by-token.ts';
import { ConnectionDirectory } from '../src/use-cases/connection-directory.ts';
import { DisconnectCalendly } from '../src/use-cases/disconnect-calendly.ts';
import { FindLostSecrets } from '../src/use-cases/find-lost-secrets.ts';
import { FinishConnecting } from '../src/use-cases/finish-connecting.ts';
import { KeepSubscription } from '../src/use-cases/keep-subscription.ts';
import { Leases } from '../src/use-cases/leases.ts';
import { MakeConnection } from '../src/use-cases/make-connection.ts';
import { ReadStatus } from '../src/use-cases/read-status.ts';
import { SigningKeys } from '../src/use-cases/signing-keys.ts';
import { StartConnecting } from '../src/use-cases/start-connecting.ts';
import { SyncHistory } from '../src/use-cases/sync-history.ts';
import { WebhookAddresses } from '../src/use-cases/webhook-addresses.ts';
import type { ReachableConfig } from './config.ts';
import { pause } from './node/pause.ts';
import * as the from './service-identifiers.ts';

/** All that connects Calendly accounts, and ends that again. */
export function connectingModule(config: ReachableConfig): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bindConnections(bind, config);
    bindConnecting(bind);
  });
}

type Bind = ContainerModuleLoadOptions['bind'];

/** What stands: which connections there are, their secrets, their subscriptions, and how they are. */
function bindConnections(bind: Bind, config: ReachableConfig): void {
  bind(ClockSkew).toConstantValue(new ClockSkew());
  bind(WebhookAddresses).toConstantValue(new WebhookAddresses(config.APP_URL, isReachable(config)));
  bind(Leases).toResolvedValue(
    (connections, clock, ids) => new Leases(connections, clock, ids, pause),
    [the.connectionStore, the.clock, the.ids],
  );
  bind(ConnectionDirectory).toResolvedValue(
    (connections, cipher, clock, logger) =>
      new ConnectionDirectory({ connections, cipher, clock, logger }),
    [the.connectionStore, the.tokenCipher, the.clock, the.logger],
  );
  bind(AnnounceConnection).toResolvedValue(
    (store, clock) => new AnnounceConnection(store, clock),
    [the.ingestStore, the.clock],
  );
  bind(ChangeConnection).toResolvedValue(
    (connections, announce, logger) => new ChangeConnection(connections, announce, logger),
    [the.connectionStore, AnnounceConnection, the.logger],
  );
  bind(AccessTokens).toResolvedValue(
    (connections, oauth, cipher, leases, change, clock, logger) =>
      new AccessTokens({ connections, oauth, cipher, leases, change, clock, pause, logger }),
    [
      the.connectionStore,
      the.calendlyOauth,
      the.tokenCipher,
      Leases,
      ChangeConnection,
      the.clock,
      the.logger,
    ],
  );
  bind(SigningKeys).toResolvedValue(
    (connections, cipher, secrets, directory) =>
      new SigningKeys(connections, cipher, secrets, directory),
    [the.connectionStore, the.tokenCipher, the.secretMaker, ConnectionDirectory],
  );
  bind(KeepSubscription).toResolvedValue(
    (connections, api, tokens, keys, leases, change, addresses, logger) =>
      new KeepSubscription({ connections, api, tokens, keys, leases, change, addresses, logger }),
    [
      the.connectionStore,
      the.calendlyApi,
      AccessTokens,
      SigningKeys,
      Leases,
      ChangeConnection,
      WebhookAddresses,
      the.logger,
    ],
  );
  bind(FindLostSecrets).toResolvedValue(
    (connections, cipher) => new FindLostSecrets(connections, cipher),
    [the.connectionStore, the.tokenCipher],
  );
  bind(ReadStatus).toResolvedValue(
    (connections, deliveries, syncs, clock, skew) =>
      new ReadStatus({
        connections,
        deliveries,
        syncs,
        clock,
        skew,
        language: config.LOCALE,
        appUrl: config.APP_URL,
      }),
    [the.connectionStore, the.deliveryStore, the.syncStore, the.clock, ClockSkew],
  );
}

/** What makes connections, and ends them. */
function bindConnecting(bind: Bind): void {
  bind(ApplyUnrouted).toResolvedValue(
    (unrouted, decoder, directory, clock, logger) =>
      new ApplyUnrouted({ unrouted, decoder, directory, clock, logger }),
    [the.unroutedStore, the.decoder, ConnectionDirectory, the.clock, the.logger],
  );
  bind(MakeConnection).toDynamicValue(
    (context) =>
      new MakeConnection({
        connections: context.get(the.connectionStore),
        api: context.get(the.calendlyApi),
        cipher: context.get(the.tokenCipher),
        leases: context.get(Leases),
        directory: context.get(ConnectionDirectory),
        change: context.get(ChangeConnection),
        keepSubscription: context.get(KeepSubscription),
        applyUnrouted: context.get(ApplyUnrouted),
        startSync: (organizationId) => context.get(SyncHistory).start(organizationId),
        clock: context.get(the.clock),
        ids: context.get(the.ids),
        logger: context.get(the.logger),
      }),
  );
  bind(StartConnecting).toResolvedValue(
    (oauth, attempts, cipher, secrets, clock, ids) =>
      new StartConnecting({ oauth, attempts, cipher, secrets, clock, ids }),
    [
      the.calendlyOauth,
      the.connectAttemptStore,
      the.tokenCipher,
      the.secretMaker,
      the.clock,
      the.ids,
    ],
  );
  bind(FinishConnecting).toResolvedValue(
    (oauth, attempts, cipher, secrets, makeConnection, clock) =>
      new FinishConnecting({ oauth, attempts, cipher, secrets, makeConnection, clock }),
    [
      the.calendlyOauth,
      the.connectAttemptStore,
      the.tokenCipher,
      the.secretMaker,
      MakeConnection,
      the.clock,
    ],
  );
  bind(ConnectByToken).toResolvedValue(
    (makeConnection) => new ConnectByToken(makeConnection),
    [MakeConnection],
  );
  bind(DisconnectCalendly).toResolvedValue(
    (connections, api, oauth, tokens, cipher, leases, directory, change, logger) =>
      new DisconnectCalendly({
        connections,
        api,
        oauth,
        tokens,
        cipher,
        leases,
        directory,
        change,
        logger,
      }),
    [
      the.connectionStore,
      the.calendlyApi,
      the.calendlyOauth,
      AccessTokens,
      the.tokenCipher,
      Leases,
      ConnectionDirectory,
      ChangeConnection,
      the.logger,
    ],
  );
}

/** Calendly sends to public https addresses only (an observation of integrations). A double on this machine sends here. */
function isReachable(config: ReachableConfig): boolean {
  const { APP_URL, CALENDLY_API_URL, CALENDLY_ENVIRONMENT } = config;
  if (CALENDLY_ENVIRONMENT === 'simulator') return true;
  return isHere(CALENDLY_API_URL) || (APP_URL.startsWith('https:') && !isHere(APP_URL));
}

function isHere(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
