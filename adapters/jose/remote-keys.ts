import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { AuthUnavailable } from '../../src/domain/errors.ts';
import type { Logger } from '../../src/ports/logger.ts';
import { fetchKeySet } from './fetch-key-set.ts';

/** The shortest time between two requests for the set because of unknown keys, however many tokens name one. */
const cooldownMilliseconds = 30_000;
/** The set is requested again after this, so that a withdrawn key does not stay valid for ever. */
const freshForMilliseconds = 600_000;
/** And after this, when the set did not answer. */
const retryMilliseconds = 10_000;

/** The key set cannot be read. */
class KeySetAway extends Error {}

/**
 * The keys of a set on the web, cached by jose. The known keys stay valid while the set does not answer; it is asked
 * again every ten seconds at most.
 * @throws AuthUnavailable when the set does not answer, and no key of it is known yet
 */
export function remoteKeys(url: URL, logger: Logger): JWTVerifyGetKey {
  // Made once for each set. Making it copies the whole set and forgets the imported keys.
  let known: JWTVerifyGetKey | null = null;
  const remote = createRemoteJWKSet(url, {
    cooldownDuration: cooldownMilliseconds,
    cacheMaxAge: freshForMilliseconds,
    [customFetch]: askingSeldom(logger, (keys) => {
      known = createLocalJWKSet(keys);
    }),
  });
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      if (!(error instanceof KeySetAway)) throw error;
      if (known !== null) return known(header, token);
      throw new AuthUnavailable('Tokens cannot be checked now. Try again in a moment.', {
        cause: error,
      });
    }
  };
}

/** Fetches a set, unless it did not answer a moment ago. */
function askingSeldom(logger: Logger, heard: (keys: JSONWebKeySet) => void): typeof fetch {
  let notBefore = 0;
  return async (url, options) => {
    if (Date.now() < notBefore) throw new KeySetAway('The key set did not answer a moment ago.');
    try {
      const keys = await fetchKeySet(url, options);
      heard(keys);
      return Response.json(keys);
    } catch (error) {
      notBefore = Date.now() + retryMilliseconds;
      const reason = error instanceof Error ? error.message : String(error);
      logger.error('The key set for tokens cannot be read', { reason });
      throw new KeySetAway(reason, { cause: error });
    }
  };
}
