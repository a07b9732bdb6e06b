import { wantedScopes } from '../domain/calendly-scopes.ts';
import { NotConfigured } from '../domain/errors.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { CalendlyOauth } from '../ports/calendly-oauth.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectAttemptStore } from '../ports/connect-attempt-store.ts';
import type { IdGenerator } from '../ports/id-generator.ts';
import type { SecretMaker } from '../ports/secret-maker.ts';
import type { TokenCipher } from '../ports/token-cipher.ts';

/** As long as a code of Calendly's is good (Calendly's docs, "How to access Calendly data"). */
const attemptMilliseconds = 10 * 60 * 1000;

export interface StartConnectingParts {
  /** Null where no application is set up. */
  oauth: CalendlyOauth | null;
  attempts: ConnectAttemptStore;
  cipher: TokenCipher;
  secrets: SecretMaker;
  clock: Clock;
  ids: IdGenerator;
}

/** Where to send the person's browser, and what it has to bring back. */
export interface ConnectingStarted {
  authorizationUrl: string;
  /** What the callback tells again. */
  state: string;
  /** For a cookie of this browser. Nobody else is told. */
  browserSecret: string;
  expiresAt: Date;
}

/**
 * Begins to connect a Calendly. What is begun is bound to the organization and the person who begins it, and to the
 * browser that does: one that is sent to the callback with somebody else's state connects nothing.
 */
export class StartConnecting {
  readonly #parts: StartConnectingParts;

  constructor(parts: StartConnectingParts) {
    this.#parts = parts;
  }

  /** @throws NotConfigured where no application is set up */
  async execute(organizationId: OrganizationId, subject: string): Promise<ConnectingStarted> {
    const { attempts, cipher, clock, ids, oauth, secrets } = this.#parts;
    if (oauth === null) {
      throw new NotConfigured(
        'Set CALENDLY_CLIENT_ID and CALENDLY_CLIENT_SECRET, or connect with a personal access token.',
      );
    }
    const now = clock.now();
    const { url, state, codeVerifier } = await oauth.begin(wantedScopes);
    const id = ids.next();
    const browserSecret = secrets.make();
    const expiresAt = new Date(now.getTime() + attemptMilliseconds);
    await attempts.prune(now);
    await attempts.add({
      id,
      organizationId,
      subject,
      stateHash: secrets.hash(state),
      cookieHash: secrets.hash(browserSecret),
      codeVerifier: await cipher.seal(codeVerifier, { organizationId, id, field: 'codeVerifier' }),
      expiresAt,
    });
    return { authorizationUrl: url, state, browserSecret, expiresAt };
  }
}
