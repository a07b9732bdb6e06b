import type { Connection } from '../../domain/connection.ts';
import { NotConfigured, OauthRefused, OauthStateInvalid } from '../../domain/errors.ts';
import type { CalendlyOauth } from '../../ports/calendly-oauth.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectAttempt, ConnectAttemptStore } from '../../ports/connect-attempt-store.ts';
import type { SecretMaker } from '../../ports/secret-maker.ts';
import type { TokenCipher } from '../../ports/token-cipher.ts';
import type { MakeConnection } from './make-connection.ts';

/** The values that a browser brings back from Calendly. Null for each that is missing. */
export interface Callback {
  state: string | null;
  code: string | null;
  /** OAuth's reason for the missing code (`access_denied`). */
  error: string | null;
  browserSecret: string | null;
}

/** More than four: it checks who comes back before it makes anything. */
export interface FinishConnectingParts {
  calendlyOauth: CalendlyOauth | null;
  connectAttempts: ConnectAttemptStore;
  tokenCipher: TokenCipher;
  secretMaker: SecretMaker;
  makeConnection: Pick<MakeConnection, 'execute'>;
  clock: Clock;
}

/** Takes the answer of Calendly's consent page: once, and only from the browser that began. */
export class FinishConnecting {
  readonly #parts: FinishConnectingParts;

  constructor(parts: FinishConnectingParts) {
    this.#parts = parts;
  }

  /**
   * @throws OauthStateInvalid for a state that is unknown, used, expired, or another browser's
   * @throws OauthRefused when the person declined, or Calendly does not accept the code
   * @throws AlreadyConnected when another organization has this user
   * @throws ProviderError when Calendly's answer cannot be understood
   */
  async execute({ state, code, error, browserSecret }: Callback): Promise<Connection> {
    const { tokenCipher, makeConnection, calendlyOauth } = this.#parts;
    const attempt = await this.#attemptOf(state, browserSecret);
    if (error !== null || code === null) {
      throw new OauthRefused(
        error === 'access_denied'
          ? 'Access was declined at Calendly. Nothing was connected.'
          : 'Calendly gave no access. Try again.',
      );
    }
    if (calendlyOauth === null) throw new NotConfigured('CALENDLY_CLIENT_ID is not set any more.');
    const { organizationId, id } = attempt;
    const codeVerifier = await tokenCipher.open(attempt.codeVerifier, {
      organizationId,
      id,
      field: 'codeVerifier',
    });
    const grant = await calendlyOauth.exchange(code, codeVerifier);
    return makeConnection.execute(organizationId, { ...grant, kind: 'oauth' });
  }

  async #attemptOf(state: string | null, browserSecret: string | null): Promise<ConnectAttempt> {
    const { connectAttempts, clock, secretMaker } = this.#parts;
    const attempt =
      state === null ? null : await connectAttempts.take(secretMaker.hash(state), clock.now());
    const isTheirs =
      browserSecret !== null && secretMaker.hash(browserSecret) === attempt?.cookieHash;
    if (attempt === null || !isTheirs) {
      throw new OauthStateInvalid(
        'This was not begun in this browser, or it was finished, or it took more than ten minutes. Connect again.',
      );
    }
    return attempt;
  }
}
