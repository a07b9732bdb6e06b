import type { Change } from '../../wire/decided-delivery.ts';

export interface ChangedField {
  name: string;
  before: unknown;
  after: unknown;
}

/** One prospect, meeting or note that an act changes. */
export interface ChangedSubject {
  id: string;
  /** The beginning of its events' types: `prospect`, `scheduled_event` or `note`. */
  kind: string;
  types: string[];
  fields: ChangedField[];
}

/** Names of things, and the time of the change itself, which say nothing to a reader. */
const unseen = ['updatedAt', 'id', 'prospectId', 'source', 'eventUri', 'inviteeUri'];

/** The changes by their subject: several events may be about one. Fields that are empty before and after are left out. */
export function changedSubjects(changes: readonly Change[]): ChangedSubject[] {
  const subjects = new Map<string, ChangedSubject>();
  for (const { type, subjectId, changed } of changes) {
    const known = subjects.get(subjectId);
    if (known !== undefined) {
      if (!known.types.includes(type)) known.types.push(type);
      continue;
    }
    const fields = Object.entries(changed)
      .map(([name, [before, after]]) => ({ name, before, after }))
      .filter(
        ({ name, before, after }) => !unseen.includes(name) && !(isEmpty(before) && isEmpty(after)),
      );
    const [kind = ''] = type.split('.');
    subjects.set(subjectId, { id: subjectId, kind, types: [type], fields });
  }
  return [...subjects.values()];
}

/** True for values that hold nothing. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}
