import { type Config, ConfigInvalid, readConfig } from './config.ts';
import { developmentSecrets } from './development-secrets.ts';

/**
 * The settings of this process. Outside production, missing secrets are invented.
 * @throws ConfigInvalid with all problems at once
 * @throws DataFolderUnfit when invented secrets cannot be stored
 */
export function loadConfig(): Config {
  return withSecrets(givenConfig());
}

/**
 * The settings as they were given: those of `.env` if it exists, those of the environment over them, `known` over both.
 * @throws ConfigInvalid with all problems at once
 */
export function givenConfig(known: NodeJS.ProcessEnv = {}): Config {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new ConfigInvalid('.env cannot be read. Mend it, or remove it.', { cause: error });
    }
  }
  return readConfig({ ...process.env, ...known });
}

/** Adds the secrets that a developer did not set. In production none is missing: the settings were checked before. */
export function withSecrets(config: Config): Config {
  if (config.production) return config;
  const { jwtSecret, webhookSigningKey, tokenEncryptionKey } = developmentSecrets(config.DATA_DIR);
  const hasJwt = config.JWT_SECRET !== undefined || config.JWT_JWKS_URL !== undefined;
  return {
    ...config,
    CALENDLY_WEBHOOK_SIGNING_KEY: config.CALENDLY_WEBHOOK_SIGNING_KEY ?? [webhookSigningKey],
    TOKEN_ENCRYPTION_KEY: config.TOKEN_ENCRYPTION_KEY ?? [tokenEncryptionKey],
    ...(!hasJwt && { JWT_SECRET: jwtSecret }),
  };
}
