export interface TokenClaims {
  organization: string | null;
  role: string | null;
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
    if (typeof claims !== 'object' || claims === null) return null;
    return { organization: text(claims, 'org'), role: text(claims, 'role') };
  } catch {
    return null;
  }
}

function text(claims: object, name: string): string | null {
  const value = (claims as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : null;
}
