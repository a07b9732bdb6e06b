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
import { AccessTokens } from '../../src/use-cases/access-tokens.ts';
import { AnnounceConnection } from '../../src/use-cases/announce-connection.ts';
import { ApplyFacts } from '../../src/use-cases/apply-facts.ts';
import { ApplyUnrouted } from '../../src/use-cases/apply-unrouted.ts';
import { ChangeConnection } from '../../src/use-cases/change-connection.ts';
import { ConnectByToken } from '../../src/use-cases/connect-by-token.ts';
import { ConnectionDirectory } from '../../src/use-cases/connection-directory.ts';
import { DisconnectCalendly } from '../../src/use-cases/disconnect-calendly.ts';
import { FinishConnecting } from '../../src/use-cases/finish-connecting.ts';
import { KeepSubscription } from '../../src/use-cases/keep-subscription.ts';
import { Leases } from '../../src/use-cases/leases.ts';
import { MakeConnection } from '../../src/use-cases/make-connection.ts';
import { ReadStatus } from '../../src/use-cases/read-status.ts';
import { ReceiveDeliveries } from '../../src/use-cases/receive-deliveries.ts';
import { RouteDelivery } from '../../src/use-cases/route-delivery.ts';
import { SigningKeys } from '../../src/use-cases/signing-keys.ts';
import { StartConnecting } from '../../src/use-cases/start-connecting.ts';
import { SyncHistory } from '../../src/use-cases/sync-history.ts';
import { WebhookAddresses } from '../../src/use-cases/webhook-addresses.ts';
import type { Outside } from './a-connecting-line.ts';
import { Lifeline } from './a-lifeline.ts';

/** How a process is set up. */
export interface ProcessSettings {
  appUrl: string;
  reachable: boolean;
  /** Whether there is an application of Calendly's to connect with. */
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
  readonly skew = new ClockSkew();
  readonly #outside: Outside;
  readonly #route: RouteDelivery;
  readonly #receive: ReceiveDeliveries;
  readonly #verifier: CalendlySignatureVerifier;

  constructor(outside: Outside, settings: ProcessSettings, life = new Lifeline()) {
    this.#outside = outside;
    const { clock, logger, world } = outside;
    const ids = new UuidGenerator();
    const secrets = new NodeSecretMaker();
    const cipher = new JoseTokenCipher(settings.encryptionKeys);
    const connections = life.guard(outside.connections);
    const attempts = life.guard(outside.attempts);
    const syncs = life.guard(outside.syncs);
    const api = life.guard(outside.api);
    const oauth = settings.hasApplication ? life.guard(outside.oauth) : null;
    const unrouted = life.guard(world.unrouted);
    const { deliveries } = world;
    const pause = (milliseconds: number) => outside.pause(milliseconds);

    this.leases = new Leases(connections, clock, ids, pause);
    this.directory = new ConnectionDirectory({ connections, cipher, clock, logger });
    const { directory, leases } = this;
    const announce = new AnnounceConnection(life.guard(world.ingest), clock);
    this.change = new ChangeConnection(connections, announce, logger);
    const { change } = this;
    const addresses = new WebhookAddresses(settings.appUrl, settings.reachable);
    const shared = { connections, api, oauth, cipher, leases, change, directory, clock, logger };
    this.tokens = new AccessTokens({ ...shared, pause });
    const { tokens } = this;
    const keys = new SigningKeys(connections, cipher, secrets, directory);
    this.keepSubscription = new KeepSubscription({ ...shared, tokens, keys, addresses });
    const decoder = new CalendlyDecoder();
    this.applyUnrouted = new ApplyUnrouted({ ...shared, unrouted, decoder });
    const withToken = tokens.withToken.bind(tokens);
    const live = { say: () => undefined, onWord: () => undefined };
    const notes = new NoteWriter('fr', 'Europe/Paris');
    const apply = new ApplyFacts(world.ingest, clock, ids, notes);
    this.#receive = new ReceiveDeliveries(world.ingest, clock, ids, logger, notes);
    const sync = new SyncHistory({ ...shared, syncs, ids, withToken, live, apply });
    const makeConnection = new MakeConnection({
      ...shared,
      keepSubscription: this.keepSubscription,
      applyUnrouted: this.applyUnrouted,
      startSync: (organizationId) => sync.start(organizationId),
      ids,
    });
    const connecting = { oauth, attempts, cipher, secrets, clock };
    this.startConnecting = new StartConnecting({ ...connecting, ids });
    this.finishConnecting = new FinishConnecting({ ...connecting, makeConnection });
    this.connectByToken = new ConnectByToken(makeConnection);
    this.disconnectCalendly = new DisconnectCalendly({ ...shared, tokens });
    const { appUrl } = settings;
    const { skew } = this;
    this.readStatus = new ReadStatus({
      ...shared,
      deliveries,
      syncs,
      skew,
      language: 'en',
      appUrl,
    });
    this.#route = new RouteDelivery(directory, settings.defaultOrganization);
    this.#verifier = new CalendlySignatureVerifier({
      keys: [sharedKey],
      connectionKeys: (id, again) => directory.signingKeys(id, again),
      onSigned: (signedAt, receivedAt) => skew.observe(signedAt, receivedAt),
      schemes: ['v1'],
      toleranceSeconds: 90_000,
      clock,
    });
  }

  /** A person connects: begins, consents, and is sent back. `given` are the scopes, all that are asked for unless told. */
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
    const organizationId = await this.#route.execute(delivery, decoded);
    const [receipt] = await this.#receive.execute([{ delivery, decoded, organizationId }]);
    return receipt ?? 'nothing';
  }
}
