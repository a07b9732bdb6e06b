import { createHmac, randomBytes } from 'node:crypto';
import { CursorInvalid } from '../../src/domain/errors.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';

/** The place of a row in its organization's list. */
export interface ListPlace {
  at: Date;
  id: string;
}

/** Makes and reads cursors. They are signed, so none works for another organization or with a place made up. */
export class ListCursors {
  readonly #key = randomBytes(32);

  /** The cursor of the page after `place`. */
  after(organizationId: OrganizationId, { at, id }: ListPlace): string {
    const place = Buffer.from(`${at.getTime()} ${id}`).toString('base64url');
    const seal = createHmac('sha256', this.#key).update(`${place} ${organizationId}`);
    return `${place}.${seal.digest('base64url')}`;
  }

  /** @throws CursorInvalid for a cursor that this organization was not given */
  read(organizationId: OrganizationId, cursor: string): ListPlace {
    const text = Buffer.from(cursor.split('.', 1)[0] ?? '', 'base64url').toString();
    const [at = '', id = ''] = text.split(' ');
    const place = { at: new Date(Number(at)), id };
    if (this.after(organizationId, place) !== cursor) {
      throw new CursorInvalid('This cursor was not given to this organization.');
    }
    return place;
  }
}
