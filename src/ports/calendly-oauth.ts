/** Calendly's OAuth 2 (authorization code with PKCE S256). */
export interface CalendlyOauth {
  /** Makes the secrets of one attempt, and the address where a person consents. */
  begin(scopes: readonly string[]): Promise<AuthorizationRequest>;

  /**
   * @throws OauthRefused when the code, the verifier or the client is not accepted
   * @throws ProviderError when the answer cannot be understood or does not come in time
   */
  exchange(code: string, codeVerifier: string): Promise<Grant>;

  /**
   * Uses the refresh token up: the grant must be stored before anything else is done. Never repeated by itself.
   * @throws GrantInvalid when the refresh token is not accepted: only new consent helps
   * @throws ProviderError otherwise; the refresh token may still be good
   */
  refresh(refreshToken: string): Promise<Grant>;

  /** Revoking what is not valid any more is no error. */
  revoke(token: string): Promise<void>;
}

export interface AuthorizationRequest {
  url: string;
  state: string;
  codeVerifier: string;
}

export interface Grant {
  accessToken: string;
  refreshToken: string | null;
  /** Null where Calendly does not say (`default`: full access). */
  scopes: readonly string[] | null;
  expiresAt: Date;
}
