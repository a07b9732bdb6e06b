import type { OrganizationId } from '../domain/organization-id.ts';
import { changedProspectFields, editProspect, type ProspectEdits } from '../domain/prospect.ts';
import type { ProspectStore, ProspectView } from '../ports/prospect-store.ts';
import type { ChangeProspect } from './change-prospect.ts';

/** Puts a person's words in the place of Calendly's. */
export class EditProspect {
  readonly #changeProspect: ChangeProspect;
  readonly #prospects: ProspectStore;

  constructor(changeProspect: ChangeProspect, prospects: ProspectStore) {
    this.#changeProspect = changeProspect;
    this.#prospects = prospects;
  }

  /** The prospect as it is then. Null when this organization has no such prospect. */
  async execute(
    organizationId: OrganizationId,
    id: string,
    edits: ProspectEdits,
  ): Promise<ProspectView | null> {
    const found = await this.#changeProspect.execute(organizationId, id, (before, now) => {
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
    const [view] = await this.#prospects.prospects(organizationId, [id]);
    return view ?? null;
  }
}
