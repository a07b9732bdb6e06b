/** One of our tenants. Not Calendly's organization. Made only by {@link organizationId}. */
export type OrganizationId = string & { readonly __brand: 'OrganizationId' };

/**
 * Names an organization: one non-empty string of at most 200 characters, without control characters.
 * @throws RangeError for anything else
 */
export function organizationId(value: string): OrganizationId {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (value.length === 0 || value.length > 200 || /[\u0000-\u001f\u007f]/.test(value)) {
    throw new RangeError('An organization id is 1 to 200 characters without control characters.');
  }
  return value as OrganizationId;
}
