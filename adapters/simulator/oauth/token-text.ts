import { createHmac } from 'node:crypto';
import { z } from 'zod';

/** The content of a token. The simulator reads it, also after a restart; apps need not. */
export const TokenClaims = z.object({
  iss: z.literal('https://auth.calendly.com'),
  jti: z.string(),
  user_uuid: z.string(),
  app_uid: z.string().nullable(),
  scope: z.string(),
  /** Unix seconds. Null for a personal access token. */
  iat: z.number().nullable(),
  exp: z.number().nullable(),
  /** True for a token of a pair, and true for the pair's refresh token. */
  refreshable: z.boolean(),
  use: z.enum(['access', 'refresh']),
});
export type TokenClaims = z.infer<typeof TokenClaims>;

/** A signed JWT, as Calendly's access tokens are. */
export function tokenText(claims: TokenClaims, secret: string): string {
  const signed = `${encode({ kid: 'simulator', alg: 'HS256' })}.${encode(claims)}`;
  return `${signed}.${signatureOf(signed, secret)}`;
}

/** Null when it was not signed with this secret. */
export function readToken(text: string, secret: string): TokenClaims | null {
  const [header = '', payload = '', signature = ''] = text.split('.');
  if (signature !== signatureOf(`${header}.${payload}`, secret)) return null;
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return TokenClaims.parse(claims);
}

function signatureOf(signed: string, secret: string): string {
  return createHmac('sha256', secret).update(signed).digest('base64url');
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
