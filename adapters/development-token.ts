import type { Config } from './config.ts';
import { signToken } from './jose/sign-token.ts';

const lifetimeSeconds = 7 * 24 * 3600;

/** A token for development: seven days, signed with this installation's secret. Null where tokens come from elsewhere. */
export async function developmentToken(
  config: Config,
  organizationId: string,
  role: 'admin' | 'member',
): Promise<string | null> {
  if (config.JWT_SECRET === undefined) return null;
  return signToken(config.JWT_SECRET, {
    subject: 'developer',
    organizationId,
    role,
    lifetimeSeconds,
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    organizationClaim: config.JWT_ORGANIZATION_CLAIM,
    roleClaim: config.JWT_ROLE_CLAIM,
  });
}
