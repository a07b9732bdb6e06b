import { KeyError, NotConfigured } from '../../src/domain/errors.ts';
import type { TokenCipher } from '../../src/ports/token-cipher.ts';

/** Stands where there is no key: nothing can be kept, and nothing that was kept opens. */
export class NoTokenCipher implements TokenCipher {
  async seal(): Promise<never> {
    throw new NotConfigured('Set TOKEN_ENCRYPTION_KEY, so that tokens can be kept.');
  }

  async open(): Promise<never> {
    throw new KeyError('There is no key to open a sealed secret with. Set TOKEN_ENCRYPTION_KEY.');
  }

  sealedBy(): 'unknown' {
    return 'unknown';
  }
}
