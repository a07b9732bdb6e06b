import { CalendlyDecoder } from '../../adapters/calendly/calendly-decoder.ts';
import { CalendlySignatureVerifier } from '../../adapters/calendly/calendly-signature-verifier.ts';
import { signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { JoseTokenCipher } from '../../adapters/jose/jose-token-cipher.ts';
import { NodeSecretMaker } from '../../adapters/node/node-secret-maker.ts';
import { UuidGenerator } from '../../adapters/node/uuid-generator.ts';
import { ClockSkew } from '../../src/domain/clock-skew.ts';
import type { Connection } from '../../src/domain/connection.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { AccessTokens } from '../../src/use-cases/connections/access-tokens.ts';
import { AnnounceConnection } from '../../src/use-cases/connections/announce-connection.ts';
import { ChangeConnection } from '../../src/use-cases/connections/change-connection.ts';
import { ConnectByToken } from '../../src/use-cases/connections/connect-by-token.ts';
import { DisconnectCalendly } from '../../src/use-cases/connections/disconnect-calendly.ts';
import { FinishConnecting } from '../../src/use-cases/connections/finish-connecting.ts';
import { KeepSubscription } from '../../src/use-cases/connections/keep-subscription.ts';
import { Leases } from '../../src/use-cases/connections/leases.ts';
import { MakeConnection } from '../../src/use-cases/connections/make-connection.ts';
import { ReadStatus } from '../../src/use-cases/connections/read-status.ts';
import { SigningKeys } from '../../src/use-cases/connections/signing-keys.ts';
import { StartConnecting } from '../../src/use-cases/connections/start-connecting.ts';
import { WebhookAddresses } from '../../src/use-cases/connections/webhook-addresses.ts';
import { SyncHistory } from '../../src/use-cases/history/sync-history.ts';
import { ApplyFacts } from '../../src/use-cases/intake/apply-facts.ts';
import { ApplyUnrouted } from '../../src/use-cases/intake/apply-unrouted.ts';
import { ConnectionDirectory } from '../../src/use-cases/intake/connection-directory.ts';
import { ReceiveDeliveries } from '../../src/use-cases/intake/receive-deliveries.ts';
import { RouteDelivery } from '../../src/use-cases/intake/route-delivery.ts';
import type { Outside } from './a-connecting-line.ts';
import { Lifeline } from './a-lifeline.ts';

/** How a process is set up. */
export interface ProcessSettings {
  appUrl: string;
  reachable: boolean;
  /** True when there is an application of Calendly's to connect with. */
  hasApplication: boolean;
  defaultOrganization: OrganizationId | null;
  /** Keys that secrets are sealed by. */
  encryptionKeys: readonly string[];
}

/** The environment's key, which belongs to nobody's connection. */
export const sharedKey = 'the key of the environment';

/** Everything that connects Calendly, as one process has it, over what it shares with the others. */
export class ConnectingProcess {
  readonly directory: ConnectionDirectory;
  readonly leases: Leases;
  readonly change: ChangeConnection;
  readonly tokens: AccessTokens;
  readonly keepSubscription: KeepSubscription;
  readonly connectByToken: ConnectByToken;
  readonly startConnecting: StartConnecting;
  readonly finishConnecting: FinishConnecting;
  readonly disconnectCalendly: DisconnectCalendly;
  readonly applyUnrouted: ApplyUnrouted;
  readonly readStatus: ReadStatus;
  readonly sync: SyncHistory;
  readonly skew = new ClockSkew();
  readonly #outside: Outside;
  readonly #route: RouteDelivery;
  readonly #receive: ReceiveDeliveries;
  readonly #verifier: CalendlySignatureVerifier;

  constructor(outside: Outside, settings: ProcessSettings, life = new Lifeline()) {
    this.#outside = outside;
    const { clock, logger, world } = outside;
    const { appUrl, reachable } = settings;
    const ids = new UuidGenerator();
    const secretMaker = new NodeSecretMaker();
    const tokenCipher = new JoseTokenCipher(settings.encryptionKeys);
    const connections = life.guard(outside.connections);
    const connectAttempts = life.guard(outside.attempts);
    const syncs = life.guard(outside.syncs);
    const calendlyApi = life.guard(outside.api);
    const calendlyOauth = settings.hasApplication ? life.guard(outside.oauth) : null;
    const unrouted = life.guard(world.unrouted);
    const { deliveries } = world;
    const pause = (milliseconds: number) => outside.pause(milliseconds);

    this.leases = new Leases({ connections, clock, ids, pause });
    this.directory = new ConnectionDirectory({ connections, tokenCipher, clock, logger });
    const { directory: connectionDirectory, leases, skew: clockSkew } = this;
    const announceConnection = new AnnounceConnection({
      ingestStore: life.guard(world.ingest),
      clock,
    });
    this.change = new ChangeConnection({ connections, announceConnection, logger });
    const changeConnection = this.change;
    const webhookAddresses = new WebhookAddresses({ appUrl, webhooksReachable: reachable });
    const shared = {
      connections,
      calendlyApi,
      calendlyOauth,
      tokenCipher,
      leases,
      changeConnection,
      connectionDirectory,
      clock,
      logger,
    };
    this.tokens = new AccessTokens({ ...shared, pause });
    const accessTokens = this.tokens;
    const signingKeys = new SigningKeys({ ...shared, secretMaker });
    this.keepSubscription = new KeepSubscription({
      ...shared,
      accessTokens,
      signingKeys,
      webhookAddresses,
    });
    const decoder = new CalendlyDecoder();
    this.applyUnrouted = new ApplyUnrouted({ ...shared, unrouted, decoder });
    const liveChannel = { publish: () => undefined, onMessage: () => undefined };
    const noteWriter = new NoteWriter('fr', 'Europe/Paris');
    const ingesting = { ingestStore: world.ingest, clock, ids, noteWriter };
    const applyFacts = new ApplyFacts(ingesting);
    this.#receive = new ReceiveDeliveries({ ...ingesting, logger });
    this.sync = new SyncHistory({ ...shared, syncs, ids, accessTokens, liveChannel, applyFacts });
    const makeConnection = new MakeConnection({
      ...shared,
      keepSubscription: this.keepSubscription,
      applyUnrouted: this.applyUnrouted,
      syncHistory: this.sync,
      ids,
    });
    const connecting = { calendlyOauth, connectAttempts, tokenCipher, secretMaker, clock };
    this.startConnecting = new StartConnecting({ ...connecting, ids });
    this.finishConnecting = new FinishConnecting({ ...connecting, makeConnection });
    this.connectByToken = new ConnectByToken({ makeConnection });
    this.disconnectCalendly = new DisconnectCalendly({ ...shared, accessTokens });
    this.readStatus = new ReadStatus({
      ...shared,
      deliveries,
      syncs,
      clockSkew,
      language: 'en',
      appUrl,
    });
    this.#route = new RouteDelivery({
      connectionDirectory,
      defaultOrganizationId: settings.defaultOrganization,
    });
    this.#verifier = new CalendlySignatureVerifier({
      keys: [sharedKey],
      connectionKeys: (id, again) => connectionDirectory.signingKeys(id, again),
      isConnection: (id) => connectionDirectory.isConnection(id),
      onSigned: (signedAt, receivedAt) => clockSkew.observe(signedAt, receivedAt),
      schemes: ['v1'],
      toleranceSeconds: 90_000,
      clock,
    });
  }

  /** A person connects: begins, consents, and comes back. `given` are the scopes, by default all the requested ones. */
  async connect(
    organizationId: OrganizationId,
    userUri: string,
    given?: readonly string[],
  ): Promise<Connection> {
    const { state, browserSecret } = await this.startConnecting.execute(organizationId, 'ada');
    const code = this.#outside.oauth.consent(state, userUri, given);
    return this.finishConnecting.execute({ state, code, error: null, browserSecret });
  }

  /** A webhook comes. Answers what its sender is answered, `refused` when it is not signed by a live key. */
  async hear(body: string, key: string, connectionId: string | null = null): Promise<string> {
    const rawBody = new TextEncoder().encode(body);
    const signatures = [signV1(key, rawBody, this.#outside.clock.now())];
    const received = { connectionId, signatures, rawBody, headers: {} };
    const delivery = await this.#verifier.verify(received);
    if (delivery === null) return 'refused';
    const decoded = new CalendlyDecoder().decode(delivery);
    const incoming = await this.#route.incoming(delivery, decoded);
    const [receipt] = await this.#receive.execute([incoming]);
    return receipt ?? 'nothing';
  }
}
