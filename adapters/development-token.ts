import type { Config } from './config.ts';
import { unusualDataDir } from './data-folder.ts';
import { signToken } from './jose/sign-token.ts';

const lifetimeSeconds = 7 * 24 * 3600;

/**
 * A token for development: seven days, signed with this installation's secret. Null where tokens come from elsewhere.
 * The organization that simulated bookings come to is told how to simulate one.
 */
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
    ...(organizationId === config.DEFAULT_ORGANIZATION_ID && {
      others: { simulate: { dataDir: unusualDataDir(config.DATA_DIR) } },
    }),
  });
}
