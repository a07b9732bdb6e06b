import { createHash } from 'node:crypto';
import type { ConsentChoice } from '../../adapters/simulator/consent-to.ts';
import type { ACalendly, Told } from './a-calendly.ts';

export const verifier = 'a verifier of at least forty-three characters, for tests';
export const usualScopes = 'users:read scheduled_events:read webhooks:write';

interface Credentials {
  id: string;
  secret: string | null;
}

/** An app that connects, by hand: every request can be made wrong. */
export class AnApp {
  readonly redirectUri = 'http://localhost:3000/auth/calendly/callback';
  readonly #calendly: ACalendly;
  readonly #credentials: Credentials;

  constructor(calendly: ACalendly, credentials: Credentials = calendly.simulator.client) {
    this.#calendly = calendly;
    this.#credentials = credentials;
  }

  get basic(): Record<string, string> {
    const { id, secret } = this.#credentials;
    if (secret === null) return {};
    return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
  }

  /** The code that a person's consent gives. */
  async code({ scope = usualScopes, ...choice }: ConsentChoice & { scope?: string } = {}) {
    const query = new URLSearchParams({
      client_id: this.#credentials.id,
      response_type: 'code',
      redirect_uri: this.redirectUri,
      scope,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: 'a state',
    });
    const address = `${this.#calendly.url}/oauth/authorize?${query.toString()}`;
    const location = await this.#calendly.simulator.consent(address, choice);
    return new URL(location).searchParams.get('code') ?? '';
  }

  redeem(code: string, changes: Record<string, string> = {}, headers = this.basic): Promise<Told> {
    const fields = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.redirectUri,
      code_verifier: verifier,
    };
    return this.#calendly.form('/oauth/token', { ...fields, ...changes }, headers);
  }

  refresh(refresh_token: string, headers = this.basic): Promise<Told> {
    const fields = { grant_type: 'refresh_token', refresh_token };
    return this.#calendly.form('/oauth/token', fields, headers);
  }

  /** The tokens of a person who allows all. */
  async connect(choice: ConsentChoice & { scope?: string } = {}): Promise<Told> {
    return this.redeem(await this.code(choice));
  }

  /** Revokes or introspects, with id and secret in the form. */
  about(path: string, fields: Record<string, string>): Promise<Told> {
    const { id, secret } = this.#credentials;
    return this.#calendly.form(path, { client_id: id, client_secret: secret ?? '', ...fields });
  }
}
