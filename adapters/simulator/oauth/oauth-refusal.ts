import { type Answer, json } from '../http/answer.ts';

/** A refusal of an OAuth endpoint (RFC 6749, section 5.2). */
export class OauthRefusal extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }

  static invalidGrant(status: 400 | 401 = 400): OauthRefusal {
    return new OauthRefusal(
      status,
      'invalid_grant',
      'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
    );
  }

  /** A 401 repeats its error in a header, which some clients read instead of the body. */
  answer(): Answer {
    const challenge = `Bearer realm="Calendly", error="${this.error}", error_description="${this.message}"`;
    const headers = this.status === 401 ? { 'www-authenticate': challenge } : undefined;
    return json(
      this.status,
      { error: this.error, error_description: this.message },
      { 'cache-control': 'no-store', ...headers },
    );
  }
}
