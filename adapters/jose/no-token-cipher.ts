import { KeyError, NotConfigured } from '../../src/domain/errors.ts';
import type { TokenCipher } from '../../src/ports/token-cipher.ts';

/** Stands in when there is no key: nothing can be sealed, and nothing sealed can be opened. */
export class NoTokenCipher implements TokenCipher {
  async seal(): Promise<never> {
    throw new NotConfigured('Set TOKEN_ENCRYPTION_KEY, so that tokens can be stored.');
  }

  async open(): Promise<never> {
    throw new KeyError('No key opens the sealed secret. Set TOKEN_ENCRYPTION_KEY.');
  }

  sealedBy(): 'unknown' {
    return 'unknown';
  }
}
