import type { OrganizationId } from '../domain/organization-id.ts';

/** Seals secrets for storage. A sealed secret opens only in its own encryption context. */
export interface TokenCipher {
  seal(plain: string, context: EncryptionContext): Promise<string>;
  /** @throws KeyError when the text was changed, belongs to another context, or its key is not known */
  open(sealed: string, context: EncryptionContext): Promise<string>;
  /** Which key sealed the text: the current one, an earlier one that still opens it, or an unknown one. */
  sealedBy(sealed: string): 'current' | 'earlier' | 'unknown';
}

export interface EncryptionContext {
  organizationId: OrganizationId;
  /** The connection, or the attempt to connect. */
  id: string;
  field: 'accessToken' | 'refreshToken' | 'signingKey' | 'previousSigningKey' | 'codeVerifier';
}
