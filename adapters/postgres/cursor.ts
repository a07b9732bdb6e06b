import { createHmac, timingSafeEqual } from 'node:crypto';
import { CursorInvalid } from '../../src/domain/errors.ts';

const signatureBytes = 16;

/** Packs a place in a list into opaque text that only this organization can use. */
export function writeCursor(key: Buffer, organizationId: string, place: string[]): string {
  const text = Buffer.from(JSON.stringify(place));
  return Buffer.concat([sign(key, organizationId, text), text]).toString('base64url');
}

/** @throws CursorInvalid for text that {@link writeCursor} did not make for this organization */
export function readCursor(key: Buffer, organizationId: string, cursor: string): string[] {
  const bytes = Buffer.from(cursor, 'base64url');
  const text = bytes.subarray(signatureBytes);
  const expected = sign(key, organizationId, text);
  const given = bytes.subarray(0, signatureBytes);
  // Decoding leaves out what is not base64: such a cursor was changed, and reads like the one that was given.
  const asWritten = bytes.toString('base64url') === cursor;
  if (!asWritten || given.length !== signatureBytes || !timingSafeEqual(given, expected)) {
    throw new CursorInvalid('This cursor is not one of this list. Start again without a cursor.');
  }
  return JSON.parse(text.toString()) as string[];
}

function sign(key: Buffer, organizationId: string, text: Buffer): Buffer {
  const mac = createHmac('sha256', key).update(`${organizationId}\n`).update(text);
  return mac.digest().subarray(0, signatureBytes);
}
