import type { OrganizationId } from '../../domain/organization-id.ts';
import { changedProspectFields, editProspect, type ProspectEdits } from '../../domain/prospect.ts';
import type { ProspectStore, ProspectView } from '../../ports/prospect-store.ts';
import type { ChangeProspect } from './change-prospect.ts';

export interface EditProspectParts {
  changeProspect: ChangeProspect;
  prospects: ProspectStore;
}

/** Replaces Calendly's values by a person's. */
export class EditProspect {
  readonly #parts: EditProspectParts;

  constructor(parts: EditProspectParts) {
    this.#parts = parts;
  }

  /** The edited prospect. Null when this organization has no such prospect. */
  async execute(
    organizationId: OrganizationId,
    id: string,
    edits: ProspectEdits,
  ): Promise<ProspectView | null> {
    const found = await this.#parts.changeProspect.execute(organizationId, id, (before, now) => {
      const after = editProspect(before, edits, now);
      if (after === before) return { prospects: [], notes: [], entries: [] };
      const changed = [...changedProspectFields(before, after), 'editedFields'];
      const updated = {
        type: 'prospect.updated',
        subjectId: id,
        changed,
        occurredAt: now,
      } as const;
      return { prospects: [after], notes: [], entries: [updated] };
    });
    if (!found) return null;
    const [view] = await this.#parts.prospects.prospects(organizationId, [id]);
    return view ?? null;
  }
}
