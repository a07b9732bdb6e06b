/** The rules that a field can break besides those that schemas know by themselves. Each language has words for them. */
export type FieldRule =
  | 'instant_range'
  | 'not_after_to'
  | 'personal_access_token'
  | 'time_zone'
  | 'whole_number'
  | 'whole_number_from';

/** What a schema says of a broken rule: its name, and the numbers that its words need. Words are for the reader's language. */
export function breaks(rule: FieldRule, numbers: Record<string, number> = {}) {
  return { params: { rule, ...numbers } };
}
