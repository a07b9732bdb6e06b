export interface TokenClaims {
  organization: string | null;
  role: string | null;
  /** How to simulate a booking, where that can be done: the data folder of the service, null for the usual one. */
  simulate: { dataDir: string | null } | null;
}

/** What a token says of itself, for display only: nobody has checked it here. Null when it is no JWT at all. */
export function tokenClaims(token: string): TokenClaims | null {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  try {
    const json = atob((parts[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    const claims: unknown = JSON.parse(
      new TextDecoder().decode(Uint8Array.from(json, (c) => c.charCodeAt(0))),
    );
    if (!isObject(claims)) return null;
    const simulate = valueOf(claims, 'simulate');
    return {
      organization: text(claims, 'org'),
      role: text(claims, 'role'),
      simulate: isObject(simulate) ? { dataDir: text(simulate, 'dataDir') } : null,
    };
  } catch {
    return null;
  }
}

function text(claims: object, name: string): string | null {
  const value = valueOf(claims, name);
  return typeof value === 'string' ? value : null;
}

function valueOf(claims: object, name: string): unknown {
  return (claims as Record<string, unknown>)[name];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
