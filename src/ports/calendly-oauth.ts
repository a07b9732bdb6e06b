/** Calendly's OAuth 2 (authorization code with PKCE S256). */
export interface CalendlyOauth {
  /** Makes the secrets of one attempt, and the URL where a person consents. */
  begin(scopes: readonly string[]): Promise<AuthorizationRequest>;

  /**
   * @throws OauthRefused when Calendly does not accept the code, the verifier or the client
   * @throws ProviderError when the answer comes late or cannot be understood
   */
  exchange(code: string, codeVerifier: string): Promise<Grant>;

  /**
   * Uses the refresh token up, so the caller stores the grant before anything else. It never repeats itself.
   * @throws GrantInvalid when Calendly does not accept the refresh token: only new consent helps
   * @throws ProviderError otherwise; the refresh token may still be valid
   */
  refresh(refreshToken: string): Promise<Grant>;

  /** Revoking an invalid token is no error. */
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
