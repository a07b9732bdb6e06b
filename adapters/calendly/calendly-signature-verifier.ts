import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { VerifiedDelivery } from '../../src/domain/delivery.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ReceivedWebhook, SignatureVerifier } from '../../src/ports/signature-verifier.ts';
import { hmacSha256 } from './sign-webhook.ts';
import {
  canBeBodyOf,
  readSignatureHeader,
  type SignatureClaim,
  type SignatureScheme,
} from './signature-header.ts';

/** The keys, schemes and clock of a {@link CalendlySignatureVerifier}. */
export interface CalendlySignatureVerifierOptions {
  /** The signing keys of the environment. All of them are valid, so that a rotation can overlap. */
  keys: readonly string[];
  /**
   * The valid keys of one connection; none for an unknown connection. With `again` the keys are read anew: those of the
   * first call did not match, and another process may have changed them.
   */
  connectionKeys?: (connectionId: string, again: boolean) => Promise<readonly string[]>;
  /** True when the connection exists or existed. Called only for a webhook signed with a key of the environment. */
  isConnection?: (connectionId: string) => Promise<boolean>;
  /** Called for each authentic webhook with the time of its signing by Calendly's clock and of its receipt by ours. */
  onSigned?: (signedAt: Date, receivedAt: Date) => void;
  schemes: readonly SignatureScheme[];
  /** How far from now, before or after, a delivery may have been signed and still be timely. */
  toleranceSeconds: number;
  clock: Clock;
}

/** Checked in place of a malformed header, so that its refusal takes as long as that of a wrong signature. */
const hopeless: SignatureClaim = {
  prefix: '0000000000.',
  signatures: [Buffer.alloc(32)],
  signedAt: null,
};

/**
 * Verifies webhooks signed as Calendly signs them, or as older integration guides do.
 *
 * A delivery signed with a connection's own key has that `connectionId`. A delivery signed with a key of the
 * environment has none, whatever URL it came to: that key does not show the connection. A webhook at the URL of a
 * connection that never existed is not authentic, so that a sender gains nothing by inventing URLs.
 */
export class CalendlySignatureVerifier implements SignatureVerifier {
  readonly #options: CalendlySignatureVerifierOptions;
  /** Signs nothing. It is tried for a connection without keys, so that the refusal does not come sooner. */
  readonly #nobodysKey = randomBytes(32).toString('hex');

  constructor(options: CalendlySignatureVerifierOptions) {
    this.#options = options;
  }

  async verify(received: ReceivedWebhook): Promise<VerifiedDelivery | null> {
    const { connectionId, rawBody, headers } = received;
    const claim = this.#claimOf(received);
    const isOwn = async (id: string, again: boolean) =>
      isSigned(claim ?? hopeless, rawBody, await this.#keysOf(id, again));

    const signedByEnvironment = isSigned(claim ?? hopeless, rawBody, this.#options.keys);
    let signedByConnection = connectionId !== null && (await isOwn(connectionId, false));
    if (claim === null) return null;
    if (!signedByConnection && !signedByEnvironment) {
      signedByConnection = connectionId !== null && (await isOwn(connectionId, true));
    }
    if (!signedByConnection && !signedByEnvironment) return null;
    if (!signedByConnection && !(await this.#isAddress(connectionId))) return null;

    const own = signedByConnection ? connectionId : null;
    const receivedAt = this.#options.clock.now();
    if (claim.signedAt !== null) this.#options.onSigned?.(claim.signedAt, receivedAt);
    return {
      endpoint: own ?? '',
      connectionId: own,
      rawBody,
      digest: hash('sha256', rawBody, 'hex'),
      headers,
      receivedAt,
      timelyBetween: this.#timelyBetween(claim),
    } as VerifiedDelivery;
  }

  async #keysOf(connectionId: string, again: boolean): Promise<readonly string[]> {
    const keys = (await this.#options.connectionKeys?.(connectionId, again)) ?? [];
    return keys.length > 0 ? keys : [this.#nobodysKey];
  }

  async #isAddress(connectionId: string | null): Promise<boolean> {
    if (connectionId === null) return true;
    return (await this.#options.isConnection?.(connectionId)) ?? false;
  }

  /** A signature header that was sent twice is refused: nothing shows which value belongs to the body. */
  #claimOf({ signatures, rawBody }: ReceivedWebhook): SignatureClaim | null {
    const [header, ...others] = signatures;
    if (header === undefined || others.length > 0) return null;
    const claim = readSignatureHeader(header, this.#options.schemes);
    return claim !== null && canBeBodyOf(claim, rawBody) ? claim : null;
  }

  #timelyBetween({ signedAt }: SignatureClaim): VerifiedDelivery['timelyBetween'] {
    if (signedAt === null) return null;
    const toleranceMs = this.#options.toleranceSeconds * 1000;
    const [from, to] = [-toleranceMs, toleranceMs].map((ms) => new Date(signedAt.getTime() + ms));
    return { from, to } as NonNullable<VerifiedDelivery['timelyBetween']>;
  }
}

/** Tries every key with every signature, also after a match, so that the time taken does not reveal the keys. */
function isSigned(claim: SignatureClaim, body: Uint8Array, keys: readonly string[]): boolean {
  let matches = 0;
  for (const key of keys) {
    // Anybody can sign with an empty key.
    if (key === '') continue;
    const expected = hmacSha256(key, claim.prefix, body);
    for (const signature of claim.signatures) matches += Number(isEqual(signature, expected));
  }
  return matches > 0;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
