import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { VerifiedDelivery } from '../../src/domain/delivery.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ReceivedWebhook, SignatureVerifier } from '../../src/ports/signature-verifier.ts';
import { hmacSha256 } from './sign-webhook.ts';
import {
  readSignatureHeader,
  type SignatureClaim,
  type SignatureScheme,
} from './signature-header.ts';

/** What a {@link CalendlySignatureVerifier} accepts. */
export interface CalendlySignatureVerifierOptions {
  /** The environment's signing keys. All are live, so that a rotation overlaps. */
  keys: readonly string[];
  /**
   * The live keys of one connection; none for a connection that is not known. `again`: what was answered just now did
   * not fit, and another process may have changed it since.
   */
  connectionKeys?: (connectionId: string, again: boolean) => Promise<readonly string[]>;
  /** Told when an authentic webhook was signed by Calendly's clock, and received by ours. */
  onSigned?: (signedAt: Date, receivedAt: Date) => void;
  schemes: readonly SignatureScheme[];
  /** How far from now, in either direction, a delivery may have been signed and still be timely. */
  toleranceSeconds: number;
  clock: Clock;
}

/** What is checked where nothing can match, so that a malformed header costs what a wrong one does. */
const hopeless: SignatureClaim = {
  prefix: '0000000000.',
  signatures: [Buffer.alloc(32)],
  signedAt: null,
};

/**
 * Verifies webhooks as Calendly signs them, and as older integration guides do.
 *
 * A delivery signed with a connection's own key has that `connectionId`; one signed with an environment's key has
 * none, whatever URL it came to: that key says nothing about whose it is.
 */
export class CalendlySignatureVerifier implements SignatureVerifier {
  readonly #options: CalendlySignatureVerifierOptions;
  /** Signs nothing. It is tried for a connection without keys, which must not be told apart by its quicker answer. */
  readonly #nobodysKey = randomBytes(32).toString('hex');

  constructor(options: CalendlySignatureVerifierOptions) {
    this.#options = options;
  }

  async verify(received: ReceivedWebhook): Promise<VerifiedDelivery | null> {
    const { connectionId, rawBody, headers } = received;
    const claim = this.#claimOf(received);
    const isOwn = async (id: string, again: boolean) =>
      isSigned(claim ?? hopeless, rawBody, await this.#keysOf(id, again));

    let signedByConnection = connectionId !== null && (await isOwn(connectionId, false));
    const signedByEnvironment = isSigned(claim ?? hopeless, rawBody, this.#options.keys);
    if (claim === null) return null;
    if (!signedByConnection && !signedByEnvironment) {
      signedByConnection = connectionId !== null && (await isOwn(connectionId, true));
    }
    if (!signedByConnection && !signedByEnvironment) return null;

    const receivedAt = this.#options.clock.now();
    if (claim.signedAt !== null) this.#options.onSigned?.(claim.signedAt, receivedAt);
    return {
      endpoint: connectionId ?? '',
      connectionId: signedByConnection ? connectionId : null,
      rawBody,
      digest: hash('sha256', rawBody, 'hex'),
      headers,
      receivedAt,
      timely: this.#isTimely(claim, receivedAt),
    } as VerifiedDelivery;
  }

  async #keysOf(connectionId: string, again: boolean): Promise<readonly string[]> {
    const keys = (await this.#options.connectionKeys?.(connectionId, again)) ?? [];
    return keys.length > 0 ? keys : [this.#nobodysKey];
  }

  /** Of a header sent twice neither value counts: which one was signed is anybody's guess. */
  #claimOf({ signatures }: ReceivedWebhook): SignatureClaim | null {
    const [header, ...others] = signatures;
    if (header === undefined || others.length > 0) return null;
    return readSignatureHeader(header, this.#options.schemes);
  }

  #isTimely({ signedAt }: SignatureClaim, now: Date): boolean {
    if (signedAt === null) return true;
    const apartMs = Math.abs(now.getTime() - signedAt.getTime());
    return apartMs <= this.#options.toleranceSeconds * 1000;
  }
}

/** Tries every key with every signature, also after a match: the time taken tells nothing about the keys. */
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
