import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const DevelopmentSecrets = z.object({ webhookSigningKey: z.string().min(1) });

/** No signing key was given or found. The message says what to do. */
export class NoSigningKey extends Error {}

/**
 * Finds the key with which the service verifies: that of the environment, else the one that the service invented for
 * development and keeps in its data folder.
 * @throws NoSigningKey
 */
export async function findSigningKey(
  environment: NodeJS.ProcessEnv,
  dataDir: string,
): Promise<string> {
  const mounted = environment['CALENDLY_WEBHOOK_SIGNING_KEY_FILE'];
  const given =
    environment['CALENDLY_WEBHOOK_SIGNING_KEY'] || (mounted ? await readFile(mounted, 'utf8') : '');
  const first = given
    .split(',')
    .map((key) => key.trim())
    .find((key) => key !== '');
  if (first !== undefined) return first;

  const file = join(dataDir, 'development-secrets.json');
  try {
    return DevelopmentSecrets.parse(JSON.parse(await readFile(file, 'utf8'))).webhookSigningKey;
  } catch {
    throw new NoSigningKey(
      `There is no key to sign with: CALENDLY_WEBHOOK_SIGNING_KEY is not set and ${file} has none.\n` +
        'Start the service first (npm start): it makes one. If it runs with a DATA_DIR or a key of its own, give the ' +
        'same here: DATA_DIR=… npm run simulate -- …, or --key.',
    );
  }
}
