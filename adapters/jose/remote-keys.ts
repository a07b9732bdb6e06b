import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { AuthUnavailable } from '../../src/domain/errors.ts';
import type { Logger } from '../../src/ports/logger.ts';

/** However many tokens name keys that nobody knows, the set is asked for again after this. */
const cooldownMilliseconds = 30_000;
/** After this the set is asked for again, so that a key that was withdrawn is not believed for ever. */
const freshForMilliseconds = 600_000;
/** And after this, when it did not answer. */
const retryMilliseconds = 10_000;

/** What keeps the keys of a set out of reach. */
class KeySetAway extends Error {}

/**
 * The keys of a set on the web, as jose keeps them. While the set does not answer the keys that were known stay good;
 * it is asked again every ten seconds at most.
 * @throws AuthUnavailable when the set does not answer, and no key of it is known yet
 */
export function remoteKeys(url: URL, logger: Logger): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, {
    cooldownDuration: cooldownMilliseconds,
    cacheMaxAge: freshForMilliseconds,
    [customFetch]: askingSeldom(logger),
  });
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      if (!(error instanceof KeySetAway)) throw error;
      const known = remote.jwks();
      if (known !== undefined) return createLocalJWKSet(known)(header, token);
      throw new AuthUnavailable('Tokens cannot be checked now. Try again in a moment.', {
        cause: error,
      });
    }
  };
}

/** Fetches a set, unless it did not answer a moment ago. */
function askingSeldom(logger: Logger): typeof fetch {
  let notBefore = 0;
  return async (url, options) => {
    if (Date.now() < notBefore) throw new KeySetAway('The key set did not answer a moment ago.');
    try {
      const response = await fetch(url, options);
      if (response.status !== 200) throw new Error(`It answered ${response.status}.`);
      const keys = (await response.json()) as JSONWebKeySet;
      // Throws for what is no key set.
      createLocalJWKSet(keys);
      return Response.json(keys);
    } catch (error) {
      notBefore = Date.now() + retryMilliseconds;
      const reason = error instanceof Error ? error.message : String(error);
      logger.error('The key set of those who sign tokens cannot be read', { reason });
      throw new KeySetAway(reason, { cause: error });
    }
  };
}
