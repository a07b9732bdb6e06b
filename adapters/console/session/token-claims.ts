import { pageFacts } from './page-facts.ts';

export interface TokenClaims {
  organization: string | null;
  role: 'admin' | 'member';
  subject: string | null;
  /** Null when the token names no end. */
  expiresAt: Date | null;
  /** How to simulate a booking, where that can be done: the data folder of the service, null for the usual one. */
  simulate: { dataDir: string | null } | null;
  /** The address of the console whose printed link this token is for. */
  opens: string | null;
}

/** The claims of a token, for display: only the server can check them. Null when it is no JWT at all. */
export function tokenClaims(token: string): TokenClaims | null {
  const claims = payloadOf(token);
  if (claims === null) return null;
  const { simulate, exp } = claims;
  const { organizationClaim, roleClaim } = pageFacts;
  return {
    organization: textOf(claims[organizationClaim]),
    role: claims[roleClaim] === 'admin' ? 'admin' : 'member',
    subject: textOf(claims['sub']),
    expiresAt: typeof exp === 'number' ? new Date(exp * 1000) : null,
    simulate: isObject(simulate) ? { dataDir: textOf(simulate['dataDir']) } : null,
    opens: textOf(claims['console']),
  };
}

function payloadOf(token: string): Record<string, unknown> | null {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  try {
    const json = atob((parts[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    const payload: unknown = JSON.parse(
      new TextDecoder().decode(Uint8Array.from(json, (c) => c.charCodeAt(0))),
    );
    return isObject(payload) ? payload : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
