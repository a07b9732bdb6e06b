import { AccessTokens } from '../../src/use-cases/connections/access-tokens.ts';
import { AnnounceConnection } from '../../src/use-cases/connections/announce-connection.ts';
import { ChangeConnection } from '../../src/use-cases/connections/change-connection.ts';
import { ConnectByToken } from '../../src/use-cases/connections/connect-by-token.ts';
import { DisconnectCalendly } from '../../src/use-cases/connections/disconnect-calendly.ts';
import { FindLostSecrets } from '../../src/use-cases/connections/find-lost-secrets.ts';
import { FinishConnecting } from '../../src/use-cases/connections/finish-connecting.ts';
import { KeepSubscription } from '../../src/use-cases/connections/keep-subscription.ts';
import { Leases } from '../../src/use-cases/connections/leases.ts';
import { MakeConnection } from '../../src/use-cases/connections/make-connection.ts';
import { ReadStatus } from '../../src/use-cases/connections/read-status.ts';
import { SigningKeys } from '../../src/use-cases/connections/signing-keys.ts';
import { StartConnecting } from '../../src/use-cases/connections/start-connecting.ts';
import { WatchConnections } from '../../src/use-cases/connections/watch-connections.ts';
import { WebhookAddresses } from '../../src/use-cases/connections/webhook-addresses.ts';

/** Connects Calendly accounts, keeps the connections working, and ends them. */
export const connections = {
  AccessTokens,
  AnnounceConnection,
  ChangeConnection,
  ConnectByToken,
  DisconnectCalendly,
  FindLostSecrets,
  FinishConnecting,
  KeepSubscription,
  Leases,
  MakeConnection,
  ReadStatus,
  SigningKeys,
  StartConnecting,
  WatchConnections,
  WebhookAddresses,
};
