import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigInvalid } from './config.ts';
import { DataFolderUnfit, makeDataFolder } from './data-folder.ts';

const Secrets = z.object({
  jwtSecret: z.string().min(32),
  webhookSigningKey: z.string().min(1),
  tokenEncryptionKey: z.string().min(43),
});

/** The secrets that a developer did not set. */
export type DevelopmentSecrets = z.infer<typeof Secrets>;

/** The format from before tokens were kept. */
const KeptSecrets = Secrets.partial({ tokenEncryptionKey: true });

/**
 * Reads the invented secrets of a data folder, or invents them and stores them there, readable by their owner only.
 * @throws DataFolderUnfit when nothing can be stored there
 * @throws ConfigInvalid when the stored secrets are unusable
 */
export function developmentSecrets(dataDir: string): DevelopmentSecrets {
  makeDataFolder(dataDir);
  const file = join(dataDir, 'development-secrets.json');
  const kept = read(file);
  const { jwtSecret, webhookSigningKey, tokenEncryptionKey } = kept ?? {};
  const secrets = {
    jwtSecret: jwtSecret ?? randomBytes(32).toString('base64url'),
    webhookSigningKey: webhookSigningKey ?? randomBytes(32).toString('base64url'),
    tokenEncryptionKey: tokenEncryptionKey ?? randomBytes(32).toString('base64'),
  };
  if (tokenEncryptionKey !== undefined) return secrets;
  try {
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    throw new DataFolderUnfit(dataDir, error);
  }
  return secrets;
}

function read(file: string): z.infer<typeof KeptSecrets> | null {
  try {
    return KeptSecrets.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConfigInvalid(
      `DATA_DIR: ${file} cannot be used. Correct it or its rights, or delete it so that new secrets are invented.`,
      { cause: error },
    );
  }
}
