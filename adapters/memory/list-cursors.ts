import { createHmac, randomBytes } from 'node:crypto';
import { CursorInvalid } from '../../src/domain/errors.ts';

/** The position of a row in its list. */
export interface ListPosition {
  at: Date;
  id: string;
}

/**
 * Makes and reads the cursors of one list. They are signed, so a cursor of another owner or an invented one is refused.
 */
export class ListCursors {
  readonly #key = randomBytes(32);

  /** The cursor of the page after `position`. */
  after(owner: string, { at, id }: ListPosition): string {
    const position = Buffer.from(`${at.getTime()} ${id}`).toString('base64url');
    const seal = createHmac('sha256', this.#key).update(`${position} ${owner}`);
    return `${position}.${seal.digest('base64url')}`;
  }

  /** @throws CursorInvalid for a cursor that this owner was not given */
  read(owner: string, cursor: string): ListPosition {
    const text = Buffer.from(cursor.split('.', 1)[0] ?? '', 'base64url').toString();
    const [at = '', id = ''] = text.split(' ');
    const position = { at: new Date(Number(at)), id };
    if (this.after(owner, position) !== cursor) {
      throw new CursorInvalid('This cursor was not given to this organization.');
    }
    return position;
  }
}
