import type { Connection } from '../domain/connection.ts';
import type { SecretPlace } from '../ports/token-cipher.ts';

/** Where the secrets of a connection open. */
export function placeOf({ organizationId, id }: Pick<Connection, 'organizationId' | 'id'>) {
  return (field: Exclude<SecretPlace['field'], 'codeVerifier'>): SecretPlace => ({
    organizationId,
    id,
    field,
  });
}
