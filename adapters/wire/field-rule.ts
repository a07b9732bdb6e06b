/** The rules that a field can break besides those of zod itself. Each language has a text for each. */
export type FieldRule =
  | 'instant_range'
  | 'not_after_to'
  | 'personal_access_token'
  | 'time_zone'
  | 'whole_number'
  | 'whole_number_from';

/** A broken rule in a schema: its name, and the numbers in its text. The text itself depends on the reader's language. */
export function breaks(rule: FieldRule, numbers: Record<string, number> = {}) {
  return { params: { rule, ...numbers } };
}
