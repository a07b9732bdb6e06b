import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CompactEncrypt } from 'jose';
import { JoseTokenCipher } from '../../adapters/jose/jose-token-cipher.ts';
import { KeyError } from '../../src/domain/errors.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { EncryptionContext } from '../../src/ports/token-cipher.ts';

const [first, second, third] = Array.from({ length: 3 }, () => randomBytes(32).toString('base64'));
const keys = { first: first as string, second: second as string, third: third as string };
const place: EncryptionContext = {
  organizationId: organizationId('acme'),
  id: 'connection-1',
  field: 'accessToken',
};
const plain = 'canary-of-a-token eyJhbGciOiJIUzI1NiJ9';
const cipher = new JoseTokenCipher([keys.first]);

/** The parts of what is sealed: header, key, initialization vector, ciphertext, tag. */
async function parts(): Promise<Buffer[]> {
  return (await cipher.seal(plain, place)).split('.').map((part) => Buffer.from(part, 'base64url'));
}

function joined(bytes: readonly Buffer[]): string {
  return bytes.map((part) => part.toString('base64url')).join('.');
}

describe('a secret', () => {
  test('comes out of its place as it went in, however long', async () => {
    for (const secret of ['', plain, 'é🙂'.repeat(5000)]) {
      expect(await cipher.open(await cipher.seal(secret, place), place)).toBe(secret);
    }
  });

  test('is not to be seen where it is kept, nor that it is the same as another', async () => {
    const [one, other] = [await cipher.seal(plain, place), await cipher.seal(plain, place)];

    for (const sealed of [one, ...one.split('.').map((part) => Buffer.from(part, 'base64url'))])
      expect(sealed.toString()).not.toContain('canary');
    expect(other).not.toBe(one);
  });

  test.each([
    ['organization', { organizationId: organizationId('globex') }],
    ['connection', { id: 'connection-2' }],
    ['field', { field: 'refreshToken' as const }],
    ['name of the three together', { organizationId: organizationId('acme,connection-1'), id: '' }],
  ])('opens in no other %s', async (_, elsewhere) => {
    const sealed = await cipher.seal(plain, place);

    await expect(cipher.open(sealed, { ...place, ...elsewhere })).rejects.toThrow(KeyError);
  });

  test('does not open when any one bit was changed', async () => {
    const original = await parts();
    const bits = fc.constantFrom(0, 2, 3, 4).chain((part) =>
      fc.record({
        part: fc.constant(part),
        bit: fc.nat({ max: (original[part] as Buffer).length * 8 - 1 }),
      }),
    );

    await fc.assert(
      fc.asyncProperty(bits, async ({ part, bit }) => {
        const changed = original.map((bytes) => Buffer.from(bytes));
        (changed[part] as Buffer)[bit >> 3]! ^= 1 << (bit & 7);

        await expect(cipher.open(joined(changed), place)).rejects.toThrow(KeyError);
      }),
      { numRuns: 300 },
    );
  });

  test.each([0, 1, 4, 12, 15])('does not open with a tag of %i bytes', async (length) => {
    const [header, key, vector, text, tag] = (await parts()) as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ];
    const short = tag.subarray(0, length);
    const moved = Buffer.concat([text, tag.subarray(0, 16 - length)]);

    for (const bytes of [
      [header, key, vector, text, short],
      [header, key, vector, moved, tag.subarray(16 - length)],
    ])
      await expect(cipher.open(joined(bytes), place)).rejects.toThrow(KeyError);
  });

  test.each([
    ['nothing', ''],
    ['a token in the clear', plain],
    ['five empty parts', '....'],
    ['a JWT', 'eyJhbGciOiJub25lIn0.e30.'],
  ])('is never %s', async (_, sealed) => {
    await expect(cipher.open(sealed, place)).rejects.toThrow(KeyError);
    expect(cipher.sealedBy(sealed)).toBe('unknown');
  });

  test('sealed in another way with the same key does not open', async () => {
    const header = {
      kid: kidOf(await cipher.seal(plain, place)),
      place: ['acme', 'connection-1', 'accessToken'],
    };
    const seal = (alg: string, enc: string, key: Uint8Array) =>
      new CompactEncrypt(Buffer.from(plain))
        .setProtectedHeader({ alg, enc, ...header })
        .encrypt(key);
    const key = new Uint8Array(Buffer.from(keys.first, 'base64'));

    expect(await cipher.open(await seal('dir', 'A256GCM', key), place)).toBe(plain);
    for (const [alg, enc] of [
      ['dir', 'A128CBC-HS256'],
      ['A256KW', 'A256GCM'],
    ] as const)
      await expect(cipher.open(await seal(alg, enc, key), place)).rejects.toThrow(KeyError);
  });
});

describe('keys', () => {
  test('are all live, and the first one seals', async () => {
    const before = new JoseTokenCipher([keys.first]);
    const during = new JoseTokenCipher([keys.second, keys.first]);
    const after = new JoseTokenCipher([keys.second]);
    const old = await before.seal(plain, place);
    const fresh = await during.seal(plain, place);

    expect(await during.open(old, place)).toBe(plain);
    expect([old, fresh].map((sealed) => during.sealedBy(sealed))).toEqual(['earlier', 'current']);
    expect([old, fresh].map((sealed) => after.sealedBy(sealed))).toEqual(['unknown', 'current']);
    expect(await after.open(fresh, place)).toBe(plain);
    await expect(after.open(old, place)).rejects.toThrow(
      new KeyError('The key of a sealed secret is unknown.'),
    );
    await expect(before.open(fresh, place)).rejects.toThrow(KeyError);
  });

  test('have names that show nothing of them', async () => {
    const kid = kidOf(await cipher.seal(plain, place));

    expect(kid).toMatch(/^[\w-]{12}$/);
    expect(Buffer.from(keys.first, 'base64').toString('base64url')).not.toContain(kid);
    expect(kidOf(await new JoseTokenCipher([keys.third]).seal(plain, place))).not.toBe(kid);
  });

  test.each([0, 16, 31, 33, 64])('of %i bytes are refused, and so is having none', (length) => {
    const wrong = Buffer.alloc(length, 1).toString('base64');

    expect(() => new JoseTokenCipher([keys.first, wrong])).toThrow(RangeError);
    expect(() => new JoseTokenCipher([])).toThrow(RangeError);
  });
});

function kidOf(sealed: string): string {
  const [header = ''] = sealed.split('.');
  return JSON.parse(Buffer.from(header, 'base64url').toString()).kid;
}
