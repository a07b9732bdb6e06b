import { createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';

export interface TokenClaims {
  subject: string;
  organizationId: string;
  role: 'admin' | 'member';
  lifetimeSeconds: number;
  issuer: string | undefined;
  audience: string | undefined;
  organizationClaim: string;
  roleClaim: string;
  /** Claims that only the console reads. */
  others?: Record<string, unknown>;
}

/** Signs a token (HS256) that the service accepts, for development. */
export async function signToken(secret: string, claims: TokenClaims): Promise<string> {
  const { organizationClaim, roleClaim, issuer, audience } = claims;
  const token = new SignJWT({
    ...claims.others,
    [organizationClaim]: claims.organizationId,
    [roleClaim]: claims.role,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(claims.subject)
    .setIssuedAt()
    .setExpirationTime(`${claims.lifetimeSeconds}s`);
  if (issuer !== undefined && issuer !== 'any') token.setIssuer(issuer);
  if (audience !== undefined && audience !== 'any') token.setAudience(audience);
  return token.sign(createSecretKey(Buffer.from(secret)));
}
