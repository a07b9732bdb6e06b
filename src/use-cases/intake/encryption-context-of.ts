import type { Connection } from '../../domain/connection.ts';
import type { EncryptionContext } from '../../ports/token-cipher.ts';

/** The encryption context of a connection's secrets, by field. */
export function encryptionContextOf({
  organizationId,
  id,
}: Pick<Connection, 'organizationId' | 'id'>) {
  return (field: Exclude<EncryptionContext['field'], 'codeVerifier'>): EncryptionContext => ({
    organizationId,
    id,
    field,
  });
}
