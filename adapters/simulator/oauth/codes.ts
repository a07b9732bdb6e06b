import { createHash } from 'node:crypto';
import type { SeededIds } from '../seeded-ids.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';
import { OauthRefusal } from './oauth-refusal.ts';
import type { Grant } from './tokens.ts';

/** A code is valid for ten minutes (Calendly's docs, "How to access Calendly data"). */
const codeSeconds = 600;

interface Code {
  grant: Grant;
  redirectUri: string;
  challenge: string | null;
  expiresAt: number;
}

/** The authorization codes that were not redeemed yet. Each can be redeemed once. */
export class Codes {
  readonly #ids: SeededIds;
  readonly #clock: TurnableClock;
  readonly #codes = new Map<string, Code>();

  constructor(ids: SeededIds, clock: TurnableClock) {
    this.#ids = ids;
    this.#clock = clock;
  }

  issue(grant: Grant, redirectUri: string, challenge: string | null): string {
    const text = this.#ids.nextSecret('code');
    const expiresAt = this.#clock.unixSeconds() + codeSeconds;
    this.#codes.set(text, { grant, redirectUri, challenge, expiresAt });
    return text;
  }

  /**
   * The request of a code, when the redirect address and the verifier match it. The code stays valid.
   * @throws OauthRefusal invalid_grant
   */
  check(text: string, clientId: string, form: URLSearchParams): Grant {
    const code = this.#codes.get(text);
    const fits =
      code !== undefined &&
      code.grant.clientId === clientId &&
      code.redirectUri === form.get('redirect_uri') &&
      code.expiresAt > this.#clock.unixSeconds() &&
      isVerified(code.challenge, form.get('code_verifier'));
    if (!fits) throw OauthRefusal.invalidGrant();
    return code.grant;
  }

  spend(text: string): void {
    this.#codes.delete(text);
  }
}

/** RFC 7636, section 4.6. */
function isVerified(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return true;
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === challenge
  );
}
