/** The signature schemes. The header alone shows which one was used. */
export type SignatureScheme = 'v1' | 'body-base64';

/**
 * The beginning of the text that `v1` signs: a time and a dot. No JSON object begins so. A person with a `v1` signature
 * could otherwise spell it as base64 and send `t.body` as a body.
 */
const beginsLikeV1 = /^[0-9]{1,10}\./;

/** True when the claim can be about this body. */
export function canBeBodyOf({ prefix }: SignatureClaim, body: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(body.subarray(0, 11));
  return prefix !== '' || !beginsLikeV1.test(start);
}

/** The claim of a signature header: one of `signatures` is the HMAC of `prefix` and the body. */
export interface SignatureClaim {
  prefix: string;
  /** 32 bytes each. */
  signatures: Buffer[];
  /** Null for a scheme that carries no time. */
  signedAt: Date | null;
}

const mostSignatures = 5;

/**
 * Reads a signature header: `t=<unix seconds>,v1=<hex>` with up to five `v1` (Calendly's docs, "Webhook signatures"),
 * or the base64 of a body's HMAC. Null for any other header, and for one with two readings.
 */
export function readSignatureHeader(
  header: string,
  schemes: readonly SignatureScheme[],
): SignatureClaim | null {
  return (
    (schemes.includes('v1') ? readV1(header) : null) ??
    (schemes.includes('body-base64') ? readBodyBase64(header) : null)
  );
}

/** White space around the parts and unknown schemes are allowed. A second `t` is refused: the header was sent twice. */
function readV1(header: string): SignatureClaim | null {
  const parts = header.split(',').map((part) => part.trim());
  const times = parts.filter((part) => part.startsWith('t='));
  const spelled = parts.filter((part) => part.startsWith('v1='));
  const time = times[0]?.slice('t='.length) ?? '';
  const readable =
    times.length === 1 &&
    /^[0-9]{1,10}$/.test(time) &&
    spelled.length >= 1 &&
    spelled.length <= mostSignatures &&
    // The text is checked, because Buffer.from reads "zz" as no bytes at all.
    spelled.every((part) => /^v1=[0-9a-f]{64}$/i.test(part));
  if (!readable) return null;
  return {
    prefix: `${time}.`,
    signatures: spelled.map((part) => Buffer.from(part.slice('v1='.length), 'hex')),
    signedAt: new Date(Number(time) * 1000),
  };
}

function readBodyBase64(header: string): SignatureClaim | null {
  const spelled = header.trim();
  if (!/^[A-Za-z0-9+/]{43}=$/.test(spelled)) return null;
  return { prefix: '', signatures: [Buffer.from(spelled, 'base64')], signedAt: null };
}
