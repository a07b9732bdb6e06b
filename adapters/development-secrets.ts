import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Secrets = z.object({ jwtSecret: z.string().min(32), webhookSigningKey: z.string().min(1) });

/** The secrets that a developer did not set. */
export type DevelopmentSecrets = z.infer<typeof Secrets>;

/** Reads the invented secrets of a data folder, or invents them and keeps them there, readable by their owner only. */
export function developmentSecrets(dataDir: string): DevelopmentSecrets {
  const file = join(dataDir, 'development-secrets.json');
  const kept = read(file);
  if (kept !== null) return kept;
  const secrets = {
    jwtSecret: randomBytes(32).toString('base64url'),
    webhookSigningKey: randomBytes(32).toString('base64url'),
  };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function read(file: string): DevelopmentSecrets | null {
  try {
    return Secrets.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${file} cannot be used. Mend it, or delete it to have new secrets invented.`, {
      cause: error,
    });
  }
}
