import { type Config, ConfigInvalid, readConfig } from './config.ts';
import { developmentSecrets } from './development-secrets.ts';

/**
 * The settings of this process, and outside production invented secrets where none are set.
 * @throws ConfigInvalid with all that is wrong at once
 * @throws DataFolderUnfit when invented secrets cannot be kept
 */
export function loadConfig(): Config {
  return withSecrets(givenConfig());
}

/**
 * The settings as they were given: `.env` where there is one, the environment over it, `known` over both.
 * @throws ConfigInvalid with all that is wrong at once
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

/** Adds what a developer did not set. In production there is nothing to add: it would not have got here. */
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
