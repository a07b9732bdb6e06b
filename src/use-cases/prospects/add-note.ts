import type { Note } from '../../domain/booking-note.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { IdGenerator } from '../../ports/id-generator.ts';
import type { ChangeProspect } from './change-prospect.ts';

export interface AddNoteParts {
  changeProspect: ChangeProspect;
  ids: IdGenerator;
}

/** Adds a person's note to a prospect. */
export class AddNote {
  readonly #parts: AddNoteParts;

  constructor(parts: AddNoteParts) {
    this.#parts = parts;
  }

  /** Null when this organization has no such prospect. */
  async execute(
    organizationId: OrganizationId,
    prospectId: string,
    body: string,
    author: string,
  ): Promise<Note | null> {
    const written = {
      id: this.#parts.ids.next(),
      prospectId,
      kind: 'manual',
      body,
      author,
    } as const;
    let note: Note | null = null;
    await this.#parts.changeProspect.execute(organizationId, prospectId, (before, now) => {
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
