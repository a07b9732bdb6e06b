import type { OrganizationId } from '../domain/organization-id.ts';

/**
 * Words that are worth something only at once, to the listeners of an organization on every process. They have no
 * place in the log, and who was away does not get them.
 */
export interface LiveChannel {
  /** Of words about one subject that follow each other quickly, those between the first and the last may be left out. */
  say(word: LiveWord): void;
  onWord(listener: (word: LiveWord) => void): void;
}

export interface LiveWord {
  organizationId: OrganizationId;
  type: 'sync.progress' | 'delivery.received';
  /** `delivery.received` goes to administrators only. */
  audience: 'members' | 'admins';
  /** The id of the sync or the delivery: what is told is read when it is told. */
  subjectId: string;
}
