import { ProviderError } from '../../src/domain/errors.ts';

/**
 * The id that a URI of Calendly's ends with. Ids are opaque, and hosts differ in Calendly's own samples: only the id is
 * used, and it must not lead to another path.
 * @throws ProviderError when there is none
 */
export function resourceId(uri: string): string {
  const id = /\/([\w-]+)\/?$/.exec(uri)?.[1];
  if (id === undefined) throw new ProviderError('A URI of Calendly has no id at its end.');
  return id;
}
