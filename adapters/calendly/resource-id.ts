import { isCalendlyId } from '../../src/domain/calendly-id.ts';
import { ProviderError } from '../../src/domain/errors.ts';

/**
 * The id at the end of a Calendly URI. Ids are opaque, and Calendly's own samples have several hosts: calls use the id
 * alone, which must not lead to another path.
 * @throws ProviderError when the URI has no id
 */
export function resourceId(uri: string): string {
  const path = uri.endsWith('/') ? uri.slice(0, -1) : uri;
  const id = path.slice(path.lastIndexOf('/') + 1);
  if (!isCalendlyId(id) || !/^[\w-]+$/.test(id))
    throw new ProviderError('A URI of Calendly has no id at its end.');
  return id;
}
