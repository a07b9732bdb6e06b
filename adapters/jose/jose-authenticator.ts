import { createSecretKey } from 'node:crypto';
import { errors, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import { bounds } from '../../src/domain/bounds.ts';
import { AuthUnavailable, NotAuthenticated } from '../../src/domain/errors.ts';
import { isIdentifierText } from '../../src/domain/identifier-text.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { Authenticator, Principal } from '../../src/ports/authenticator.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Logger } from '../../src/ports/logger.ts';
import { remoteKeys } from './remote-keys.ts';

export interface AuthenticatorOptions {
  secret: string | undefined;
  jwksUrl: string | undefined;
  /** `any` or undefined disables the check. */
  issuer: string | undefined;
  audience: string | undefined;
  typ: string | undefined;
  organizationClaim: string;
  roleClaim: string;
}

const toleranceSeconds = 5;
const latestExpiry = Date.UTC(9999, 11, 31) / 1000;
const types = ['jwt', 'at+jwt', 'application/at+jwt'];
const compact = /^[\w-]+\.[\w-]+\.([\w-]+)$/;

const Claims = z.object({
  sub: z.string().refine((text) => isIdentifierText(text, bounds.tokenSubject.value)),
  exp: z.number().int().max(latestExpiry),
  iat: z.number().optional(),
});

/** Verifies JSON Web Tokens: HS256 with a shared secret, or the algorithms of a key set on the web. */
export class JoseAuthenticator implements Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #clock: Clock;
  readonly #verify: (token: string, options: JWTVerifyOptions) => ReturnType<typeof jwtVerify>;

  constructor(options: AuthenticatorOptions, clock: Clock, logger: Logger) {
    this.#options = options;
    this.#clock = clock;
    const { secret, jwksUrl } = options;
    if (secret !== undefined) {
      const key = createSecretKey(Buffer.from(secret));
      this.#verify = (token, rest) => jwtVerify(token, key, { ...rest, algorithms: ['HS256'] });
    } else if (jwksUrl !== undefined) {
      const keys = remoteKeys(new URL(jwksUrl), logger);
      const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
      this.#verify = (token, rest) => jwtVerify(token, keys, { ...rest, algorithms });
    } else {
      throw new RangeError('An authenticator needs a secret or a key set.');
    }
  }

  async authenticate(token: string): Promise<Principal> {
    if (token.length > bounds.token.value || !isAsWritten(token)) throw invalid();
    const { payload, protectedHeader } = await this.#verified(token);
    const claims = Claims.safeParse(payload);
    if (!claims.success || !this.#acceptsType(protectedHeader.typ)) throw invalid();
    const { sub, exp, iat } = claims.data;
    if (iat !== undefined && iat > this.#clock.now().getTime() / 1000 + toleranceSeconds)
      throw invalid();
    return {
      subject: sub,
      organizationId: organizationFrom(payload[this.#options.organizationClaim]),
      role: payload[this.#options.roleClaim] === 'admin' ? 'admin' : 'member',
      expiresAt: new Date(exp * 1000),
    };
  }

  async #verified(token: string): ReturnType<typeof jwtVerify> {
    const { issuer, audience } = this.#options;
    try {
      return await this.#verify(token, {
        requiredClaims: ['sub', 'exp'],
        clockTolerance: toleranceSeconds,
        currentDate: this.#clock.now(),
        ...(issuer !== undefined && issuer !== 'any' && { issuer }),
        ...(audience !== undefined && audience !== 'any' && { audience }),
      });
    } catch (error) {
      if (error instanceof AuthUnavailable) throw error;
      if (error instanceof errors.JWTExpired) {
        throw new NotAuthenticated('token_expired', 'The token has expired. Sign in again.');
      }
      throw invalid();
    }
  }

  #acceptsType(typ: string | undefined): boolean {
    if (this.#options.typ !== undefined)
      return typ?.toLowerCase() === this.#options.typ.toLowerCase();
    return typ === undefined || types.includes(typ.toLowerCase());
  }
}

/**
 * jose also accepts a token with padding or surrounding white space, and one whose last letter has other bits after the
 * signature's end. Two spellings of one token are one too many.
 */
function isAsWritten(token: string): boolean {
  const [, signature] = compact.exec(token) ?? [];
  if (signature === undefined) return false;
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

function organizationFrom(claim: unknown): Principal['organizationId'] {
  if (typeof claim !== 'string') throw invalid();
  try {
    return organizationId(claim);
  } catch {
    throw invalid();
  }
}

function invalid(): NotAuthenticated {
  return new NotAuthenticated('token_invalid', 'The token is not valid here. Sign in again.');
}
