import { createHash, randomBytes } from 'node:crypto';
import type { SecretMaker } from '../../src/ports/secret-maker.ts';

/** Makes secrets from the system's source of randomness. */
export class NodeSecretMaker implements SecretMaker {
  make(): string {
    return randomBytes(32).toString('base64url');
  }

  hash(text: string): string {
    return createHash('sha256').update(text).digest('hex');
  }
}
