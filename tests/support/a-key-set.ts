import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose';

/** Somebody who signs tokens, and shows the keys to check them with on the web. */
export class AKeySet {
  /** How often the set was asked for. */
  asked = 0;
  /** The answer that it gives instead of its keys. */
  trouble: { status: number; body: string } | 'hangs up' | null = null;
  readonly #server: Server;
  #keys: { kid: string; key: CryptoKey; publicKey: CryptoKey }[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async create(): Promise<AKeySet> {
    const server = createServer((request, response) => {
      set.asked += 1;
      if (set.trouble === 'hangs up') {
        request.socket.destroy();
        return;
      }
      const { status, body } = set.trouble ?? { status: 200, body: null };
      void set.#shown().then((keys) => response.writeHead(status).end(body ?? keys));
    });
    const set = new AKeySet(server);
    await set.changeKey('first');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return set;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/jwks.json`;
  }

  /** Signs with another key from now on, and shows only that one. */
  async changeKey(kid: string): Promise<void> {
    const pair = await generateKeyPair('RS256', { extractable: true });
    this.#keys = [{ kid, key: pair.privateKey, publicKey: pair.publicKey }];
  }

  /** A token of a member of `demo`; claims and header over the usual ones. */
  async token(claims: object = {}, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
    const [current] = this.#keys;
    if (current === undefined) throw new Error('There is no key.');
    const now = Math.floor(Date.now() / 1000);
    const usual = { sub: 'a-person', org: 'demo', role: 'member', iat: now, exp: now + 3600 };
    return new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: current.kid, ...header })
      .sign(current.key);
  }

  /** The key that checks its tokens, as a file. */
  async publicPem(): Promise<string> {
    const [current] = this.#keys;
    if (current === undefined) throw new Error('There is no key.');
    return exportSPKI(current.publicKey);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #shown(): Promise<string> {
    const keys = this.#keys.map(async ({ kid, publicKey }) => ({
      ...(await exportJWK(publicKey)),
      kid,
      alg: 'RS256',
      use: 'sig',
    }));
    return JSON.stringify({ keys: await Promise.all(keys) });
  }
}
