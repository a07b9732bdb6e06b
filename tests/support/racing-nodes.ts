import { setTimeout as delay } from 'node:timers/promises';
import { CalendlyOauthClient } from '../../adapters/calendly/calendly-oauth-client.ts';
import { JoseTokenCipher } from '../../adapters/jose/jose-token-cipher.ts';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { openStores } from '../../adapters/service/open-stores.ts';
import { partsOf } from '../../adapters/service/parts.ts';
import type { Stores } from '../../adapters/service/stores.ts';
import { type ReachableConfig, readConfig } from '../../adapters/settings/config.ts';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import type { Connection } from '../../src/domain/connection.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { CalendlyApi } from '../../src/ports/calendly-api.ts';
import { AccessTokens } from '../../src/use-cases/connections/access-tokens.ts';
import { Leases } from '../../src/use-cases/connections/leases.ts';
import { encryptionContextOf } from '../../src/use-cases/intake/encryption-context-of.ts';
import { aConnection } from './a-connection.ts';
import { aKey } from './a-rotation.ts';
import { jwtSecret } from './a-running-service.ts';

const redirectUri = 'http://localhost:3000/auth/calendly/callback';
const acme = organizationId('acme');
const callsAtOnce = 3;
/** Longer than a token is good for. */
const threeHours = 3 * 3600;

interface Node {
  stores: Stores;
  tokens: AccessTokens;
  api: CalendlyApi;
}

/** Two nodes of one service that use one grant of Calendly, whose access token ends before every race. */
export class RacingNodes {
  #races = 0;
  readonly #simulator: Simulator;
  readonly #nodes: Node[] = [];
  readonly #key = aKey();
  #lagMs = 0;
  #connection: Connection | null = null;

  private constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  static async start(simulator: Simulator, databaseUrl: string): Promise<RacingNodes> {
    const nodes = new RacingNodes(simulator);
    await nodes.#open(databaseUrl);
    await nodes.#open(databaseUrl);
    await nodes.#connect();
    return nodes;
  }

  /**
   * Both nodes call Calendly, several times at once. In every other race their clocks are slow, so that it is Calendly
   * that says that the token is over. Answers how many calls were made with one token.
   */
  async race(): Promise<number> {
    this.#races += 1;
    await this.#simulator.advance(threeHours);
    this.#lagMs = this.#races % 2 === 0 ? threeHours * 1000 : 0;
    const calls = this.#nodes.flatMap((node) =>
      Array.from({ length: callsAtOnce }, () => this.#call(node)),
    );
    const used = await Promise.all(calls);
    return used.filter((token) => token === used[0]).length;
  }

  get callsInARace(): number {
    return this.#nodes.length * callsAtOnce;
  }

  async state(): Promise<string | undefined> {
    const [node] = this.#nodes;
    return (await node?.stores.connections.list(acme))?.[0]?.state;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#nodes.map(({ stores }) => stores.close()));
  }

  /** Answers the token that did it. */
  async #call({ tokens, api }: Node): Promise<string> {
    return tokens.withToken(this.#connection as Connection, async (token) => {
      await api.me(token);
      return token;
    });
  }

  get #clock() {
    return { now: () => new Date(this.#simulator.now.getTime() - this.#lagMs) };
  }

  async #open(databaseUrl: string): Promise<void> {
    const { url, client } = this.#simulator;
    const config = readConfig({
      DATABASE_URL: databaseUrl,
      JWT_SECRET: jwtSecret,
      TOKEN_ENCRYPTION_KEY: this.#key,
      CALENDLY_AUTH_URL: url,
      CALENDLY_API_URL: url,
      CALENDLY_CLIENT_ID: client.id,
      CALENDLY_CLIENT_SECRET: client.secret ?? '',
      CALENDLY_REDIRECT_URI: redirectUri,
    }) as ReachableConfig;
    const clock = this.#clock;
    const stores = await openStores(config, clock);
    const logger = new RecordingLogger();
    const parts = partsOf({ config, stores, clock, logger, consoleFolder: import.meta.dirname });
    const { calendlyApi, calendlyOauth, changeConnection, connections, ids, tokenCipher } = parts;
    // A node that waits for the other one looks again sooner.
    const leases = new Leases({ connections, clock, ids, pause: () => delay(3) });
    const tokens = new AccessTokens({
      connections,
      calendlyOauth,
      tokenCipher,
      leases,
      changeConnection,
      clock,
      pause: parts.pause,
      logger,
    });
    this.#nodes.push({ stores, tokens, api: calendlyApi });
  }

  async #connect(): Promise<void> {
    const { url, client } = this.#simulator;
    const oauth = new CalendlyOauthClient({
      baseUrl: url,
      clientId: client.id,
      clientSecret: client.secret ?? '',
      redirectUri,
      clock: this.#clock,
    });
    const begun = await oauth.begin(['users:read']);
    const back = new URL(await this.#simulator.consent(begun.url));
    const grant = await oauth.exchange(back.searchParams.get('code') ?? '', begun.codeVerifier);
    const cipher = new JoseTokenCipher([this.#key]);
    const connection = aConnection(acme, { tokenExpiresAt: grant.expiresAt });
    const placed = encryptionContextOf(connection);
    const secrets = {
      accessToken: await cipher.seal(grant.accessToken, placed('accessToken')),
      refreshToken: await cipher.seal(grant.refreshToken ?? '', placed('refreshToken')),
      signingKey: null,
      previousSigningKey: null,
    };
    const [node] = this.#nodes;
    this.#connection = (await node?.stores.connections.connect(
      connection,
      async () => secrets,
    )) as Connection;
  }
}
