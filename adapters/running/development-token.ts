import { signToken } from '../jose/sign-token.ts';
import type { Config } from '../settings/config.ts';
import { unusualDataDir } from '../settings/data-folder.ts';

const lifetimeSeconds = 7 * 24 * 3600;

/**
 * A token for development: seven days, signed with this installation's secret. Null where tokens come from elsewhere.
 * The console shows the organization of simulated bookings how to simulate one. `opensConsole`: the token is for the
 * printed link, which the console opens without asking.
 */
export async function developmentToken(
  config: Config,
  organizationId: string,
  role: 'admin' | 'member',
  { opensConsole } = { opensConsole: true },
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
    others: {
      ...(opensConsole && { console: new URL(config.APP_URL).origin }),
      ...(organizationId === config.DEFAULT_ORGANIZATION_ID && {
        simulate: { dataDir: unusualDataDir(config.DATA_DIR) },
      }),
    },
  });
}
