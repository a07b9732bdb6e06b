import { GrantInvalid, OauthRefused, ProviderError } from '../../src/domain/errors.ts';
import type { AuthorizationRequest, CalendlyOauth, Grant } from '../../src/ports/calendly-oauth.ts';
import type { MemoryCalendly, MemoryToken } from './memory-calendly.ts';

/** Calendly's numbers: a token lasts two hours, and a user gets eight in a minute. */
const tokenSeconds = 7200;
const mostTokensPerMinute = 8;

interface Code {
  userUri: string;
  scopes: readonly string[] | null;
  codeVerifier: string;
}

/** Calendly's OAuth over the data in memory. A code and a refresh token work once. */
export class MemoryCalendlyOauth implements CalendlyOauth {
  readonly #calendly: MemoryCalendly;
  readonly #asked = new Map<string, { scopes: readonly string[]; codeVerifier: string }>();
  readonly #codes = new Map<string, Code>();
  readonly #issued = new Map<string, Date[]>();

  constructor(calendly: MemoryCalendly) {
    this.#calendly = calendly;
  }

  begin(scopes: readonly string[]): Promise<AuthorizationRequest> {
    return this.#calendly.answer('begin', () => {
      const state = this.#calendly.unique('state');
      const codeVerifier = this.#calendly.unique('verifier');
      this.#asked.set(state, { scopes, codeVerifier });
      const url = `https://auth.calendly.example/oauth/authorize?state=${state}`;
      return { url, state, codeVerifier };
    });
  }

  /** Grants access as a person does on the consent page. Returns the code for the callback. */
  consent(state: string, userUri: string, given?: readonly string[] | null): string {
    const asked = this.#asked.get(state);
    if (asked === undefined) throw new RangeError('Nobody asked for this consent.');
    const code = this.#calendly.unique('code');
    const scopes = given === undefined ? asked.scopes : given;
    this.#codes.set(code, { userUri, scopes, codeVerifier: asked.codeVerifier });
    return code;
  }

  exchange(code: string, codeVerifier: string): Promise<Grant> {
    return this.#calendly.answer('exchange', () => {
      const given = this.#codes.get(code);
      this.#codes.delete(code);
      if (given === undefined || given.codeVerifier !== codeVerifier) {
        throw new OauthRefused('The code is not accepted.');
      }
      return this.#grant(given);
    });
  }

  refresh(refreshToken: string): Promise<Grant> {
    return this.#calendly.answer('refresh', () => {
      const held = this.#calendly.refreshTokens.get(refreshToken);
      if (held === undefined) throw new GrantInvalid('The refresh token is not accepted.');
      const grant = this.#grant(held);
      this.#calendly.refreshTokens.delete(refreshToken);
      return grant;
    });
  }

  revoke(token: string): Promise<void> {
    return this.#calendly.answer('revoke', () => {
      this.#calendly.tokens.delete(token);
      this.#calendly.refreshTokens.delete(token);
    });
  }

  #grant({ userUri, scopes }: Pick<MemoryToken, 'userUri' | 'scopes'>): Grant {
    const now = this.#calendly.clock.now();
    const lately = (this.#issued.get(userUri) ?? []).filter(
      (at) => now.getTime() - at.getTime() < 60_000,
    );
    if (lately.length >= mostTokensPerMinute) {
      throw new ProviderError('Calendly gives no more tokens for now.');
    }
    this.#issued.set(userUri, [...lately, now]);
    const expiresAt = new Date(now.getTime() + tokenSeconds * 1000);
    const [accessToken, refreshToken] = [
      this.#calendly.unique('access'),
      this.#calendly.unique('refresh'),
    ];
    this.#calendly.tokens.set(accessToken, { userUri, scopes, expiresAt });
    this.#calendly.refreshTokens.set(refreshToken, { userUri, scopes, expiresAt: null });
    return { accessToken, refreshToken, scopes, expiresAt };
  }
}
