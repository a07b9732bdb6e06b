import { bounds } from './bounds.ts';
import { isIdentifierText } from './identifier-text.ts';

/** The id of one of our tenants, not of Calendly's organization. Only {@link organizationId} makes one. */
export type OrganizationId = string & { readonly __brand: 'OrganizationId' };

/**
 * Checks an organization's id. Ids are compared character by character: two spellings of one word name two
 * organizations.
 * @throws RangeError for a text that {@link isIdentifierText} refuses
 */
export function organizationId(value: string): OrganizationId {
  if (isIdentifierText(value, bounds.organizationId.value)) return value as OrganizationId;
  throw new RangeError(
    `An organization id is 1 to ${bounds.organizationId.value} characters, none of them a control character, a mark of writing direction or half a character.`,
  );
}
