import type { Note } from '../domain/booking-note.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { IdGenerator } from '../ports/id-generator.ts';
import type { ChangeProspect } from './change-prospect.ts';

/** Adds a note in a person's words to a prospect. */
export class AddNote {
  readonly #changeProspect: ChangeProspect;
  readonly #ids: IdGenerator;

  constructor(changeProspect: ChangeProspect, ids: IdGenerator) {
    this.#changeProspect = changeProspect;
    this.#ids = ids;
  }

  /** Null when this organization has no such prospect. */
  async execute(
    organizationId: OrganizationId,
    prospectId: string,
    body: string,
    author: string,
  ): Promise<Note | null> {
    const written = { id: this.#ids.next(), prospectId, kind: 'manual', body, author } as const;
    let note: Note | null = null;
    await this.#changeProspect.execute(organizationId, prospectId, (before, now) => {
      note = { ...written, createdAt: now, key: null, booking: null };
      const changed = ['lastActivityAt'];
      return {
        prospects: [{ ...before, lastActivityAt: now, updatedAt: now }],
        notes: [note],
        entries: [
          { type: 'prospect.updated', subjectId: prospectId, changed, occurredAt: now },
          { type: 'note.added', subjectId: note.id, changed: [], occurredAt: now },
        ],
      };
    });
    return note;
  }
}
