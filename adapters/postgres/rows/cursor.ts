import { createHmac, timingSafeEqual } from 'node:crypto';
import { CursorInvalid } from '../../../src/domain/errors.ts';

const signatureBytes = 16;

/** The list of a cursor. A position of one list means nothing in another one, though it may look valid there. */
export interface CursorOwner {
  list:
    | 'prospects'
    | 'scheduled_events'
    | 'deliveries'
    | 'audit'
    | `${'scheduled_events' | 'notes'} of ${string}`;
  organizationId: string;
}

/** Packs a position in a list into an opaque text that only this organization can use, and only for this list. */
export function writeCursor(key: Buffer, owner: CursorOwner, position: string[]): string {
  const text = Buffer.from(JSON.stringify(position));
  return Buffer.concat([sign(key, owner, text), text]).toString('base64url');
}

/** @throws CursorInvalid for text that {@link writeCursor} did not make for this organization and list */
export function readCursor(key: Buffer, owner: CursorOwner, cursor: string): string[] {
  const bytes = Buffer.from(cursor, 'base64url');
  const text = bytes.subarray(signatureBytes);
  const expected = sign(key, owner, text);
  const given = bytes.subarray(0, signatureBytes);
  // Decoding skips characters that are not base64. A cursor with such characters would read like the original.
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
