import { createHash } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { KeyError } from '../../src/domain/errors.ts';
import type { EncryptionContext, TokenCipher } from '../../src/ports/token-cipher.ts';

const keyBytes = 32;

/**
 * Seals secrets as compact JWE (RFC 7516) with A256GCM and a key of ours. The field and the connection are in the
 * protected header: they are authenticated with the secret, and compared at opening.
 */
export class JoseTokenCipher implements TokenCipher {
  /** By key id. The first one seals. */
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #current: string;

  /**
   * `keys`: base64 of 32 bytes each.
   * @throws RangeError when there is none, or one has another length
   */
  constructor(keys: readonly string[]) {
    this.#keys = new Map(keys.map((text) => identified(text)));
    const [first] = this.#keys.keys();
    if (first === undefined) throw new RangeError('There is no key that encrypts tokens.');
    this.#current = first;
  }

  async seal(plain: string, context: EncryptionContext): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(plain))
      .setProtectedHeader({
        alg: 'dir',
        enc: 'A256GCM',
        kid: this.#current,
        place: wordsOf(context),
      })
      .encrypt(this.#key(this.#current));
  }

  async open(sealed: string, context: EncryptionContext): Promise<string> {
    const { plaintext, protectedHeader } = await this.#decrypt(sealed);
    if (JSON.stringify(protectedHeader['place']) !== JSON.stringify(wordsOf(context)))
      throw new KeyError('A sealed secret belongs to another field or connection.');
    return new TextDecoder().decode(plaintext);
  }

  sealedBy(sealed: string): 'current' | 'earlier' | 'unknown' {
    const id = keyIdOf(sealed);
    if (id === this.#current) return 'current';
    return id !== null && this.#keys.has(id) ? 'earlier' : 'unknown';
  }

  async #decrypt(sealed: string) {
    try {
      return await compactDecrypt(sealed, ({ kid }) => this.#key(kid), {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
    } catch (cause) {
      if (cause instanceof KeyError) throw cause;
      throw new KeyError('A sealed secret was changed.', { cause });
    }
  }

  #key(id: string | undefined): Uint8Array {
    const key = this.#keys.get(id ?? '');
    if (key === undefined) throw new KeyError('The key of a sealed secret is unknown.');
    return key;
  }
}

/** A key's id does not reveal the key: it is the beginning of its digest. */
function identified(text: string): [string, Uint8Array] {
  const key = new Uint8Array(Buffer.from(text, 'base64'));
  if (key.length !== keyBytes) throw new RangeError('A key that encrypts tokens has 32 bytes.');
  return [createHash('sha256').update(key).digest('base64url').slice(0, 12), key];
}

function keyIdOf(sealed: string): string | null {
  try {
    const { kid } = decodeProtectedHeader(sealed);
    return typeof kid === 'string' ? kid : null;
  } catch {
    return null;
  }
}

function wordsOf({ organizationId, id, field }: EncryptionContext): string[] {
  return [organizationId, id, field];
}
