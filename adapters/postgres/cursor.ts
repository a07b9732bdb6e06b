import { createHmac, timingSafeEqual } from 'node:crypto';
import { CursorInvalid } from '../../src/domain/errors.ts';

const signatureBytes = 16;

/** The list that a cursor is a place in: a place means nothing in another one, though it may look like one there. */
export interface CursorOwner {
  list: 'prospects' | 'scheduled_events' | 'deliveries';
  organizationId: string;
}

/** Packs a place in a list into opaque text that only this organization can use, and only for this list. */
export function writeCursor(key: Buffer, owner: CursorOwner, place: string[]): string {
  const text = Buffer.from(JSON.stringify(place));
  return Buffer.concat([sign(key, owner, text), text]).toString('base64url');
}

/** @throws CursorInvalid for text that {@link writeCursor} did not make for this organization and list */
export function readCursor(key: Buffer, owner: CursorOwner, cursor: string): string[] {
  const bytes = Buffer.from(cursor, 'base64url');
  const text = bytes.subarray(signatureBytes);
  const expected = sign(key, owner, text);
  const given = bytes.subarray(0, signatureBytes);
  // Decoding leaves out what is not base64: such a cursor was changed, and reads like the one that was given.
  const asWritten = bytes.toString('base64url') === cursor;
  if (!asWritten || given.length !== signatureBytes || !timingSafeEqual(given, expected)) {
    throw new CursorInvalid('This cursor is not one of this list. Start again without a cursor.');
  }
  return JSON.parse(text.toString()) as string[];
}

function sign(key: Buffer, { list, organizationId }: CursorOwner, text: Buffer): Buffer {
  const mac = createHmac('sha256', key).update(`${list}\n${organizationId}\n`).update(text);
  return mac.digest().subarray(0, signatureBytes);
}
