import { wantedScopes } from '../../domain/calendly-scopes.ts';
import { NotConfigured } from '../../domain/errors.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { CalendlyOauth } from '../../ports/calendly-oauth.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectAttemptStore } from '../../ports/connect-attempt-store.ts';
import type { IdGenerator } from '../../ports/id-generator.ts';
import type { SecretMaker } from '../../ports/secret-maker.ts';
import type { TokenCipher } from '../../ports/token-cipher.ts';

/** The lifetime of Calendly's code (Calendly's docs, "How to access Calendly data"). */
const attemptMilliseconds = 10 * 60 * 1000;

export interface StartConnectingParts {
  /** Null where no OAuth application is set up. */
  calendlyOauth: CalendlyOauth | null;
  connectAttempts: ConnectAttemptStore;
  tokenCipher: TokenCipher;
  secretMaker: SecretMaker;
  clock: Clock;
  ids: IdGenerator;
}

/** The address for the person's browser, and the values that it must bring back. */
export interface ConnectingStarted {
  authorizationUrl: string;
  /** The callback repeats it. */
  state: string;
  /** For a cookie of this browser only. */
  browserSecret: string;
  expiresAt: Date;
}

/**
 * Begins to connect Calendly. The attempt belongs to the organization, the person and the browser that began it. A
 * browser that is sent to the callback with somebody else's state connects nothing.
 */
export class StartConnecting {
  readonly #parts: StartConnectingParts;

  constructor(parts: StartConnectingParts) {
    this.#parts = parts;
  }

  /** @throws NotConfigured where no OAuth application is set up */
  async execute(organizationId: OrganizationId, subject: string): Promise<ConnectingStarted> {
    const { connectAttempts, tokenCipher, clock, ids, calendlyOauth, secretMaker } = this.#parts;
    if (calendlyOauth === null) {
      throw new NotConfigured(
        'Set CALENDLY_CLIENT_ID and CALENDLY_CLIENT_SECRET, or connect with a personal access token.',
      );
    }
    const now = clock.now();
    const { url, state, codeVerifier } = await calendlyOauth.begin(wantedScopes);
    const id = ids.next();
    const browserSecret = secretMaker.make();
    const expiresAt = new Date(now.getTime() + attemptMilliseconds);
    await connectAttempts.prune(now);
    await connectAttempts.add({
      id,
      organizationId,
      subject,
      stateHash: secretMaker.hash(state),
      cookieHash: secretMaker.hash(browserSecret),
      codeVerifier: await tokenCipher.seal(codeVerifier, {
        organizationId,
        id,
        field: 'codeVerifier',
      }),
      expiresAt,
    });
    return { authorizationUrl: url, state, browserSecret, expiresAt };
  }
}
