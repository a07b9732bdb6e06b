import type { OrganizationId } from '../domain/organization-id.ts';

/** Seals secrets for keeping. What is sealed for one place opens at no other. */
export interface TokenCipher {
  seal(plain: string, place: SecretPlace): Promise<string>;
  /** @throws KeyError when it was changed, belongs elsewhere, or its key is not known */
  open(sealed: string, place: SecretPlace): Promise<string>;
  /** By which key it was sealed: the one that seals now, an earlier one that opens still, or one that is not known. */
  sealedBy(sealed: string): 'current' | 'earlier' | 'unknown';
}

export interface SecretPlace {
  organizationId: OrganizationId;
  /** The connection, or the attempt to connect. */
  id: string;
  field: 'accessToken' | 'refreshToken' | 'signingKey' | 'previousSigningKey' | 'codeVerifier';
}
