import type { Context } from 'koa';

const path = '/auth/calendly';
/** As long as an attempt to connect. */
const maxAgeSeconds = 600;

/**
 * Remembers in a browser what it began, for the callback only. One cookie for each attempt: two that are begun side by
 * side do not undo each other.
 */
export function rememberAttempt(
  ctx: Context,
  { state, browserSecret }: { state: string; browserSecret: string },
  overHttps: boolean,
): void {
  const secure = overHttps ? '; Secure' : '';
  ctx.append(
    'Set-Cookie',
    `${nameOf(state)}=${browserSecret}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`,
  );
}

/** What this browser remembers of an attempt; null when nothing. */
export function rememberedAttempt(ctx: Context, state: string): string | null {
  return ctx.cookies.get(nameOf(state)) ?? null;
}

export function forgetAttempt(ctx: Context, state: string): void {
  ctx.append('Set-Cookie', `${nameOf(state)}=; Path=${path}; Max-Age=0; HttpOnly; SameSite=Lax`);
}

/** States are base64url: their beginning tells two of a browser apart. */
function nameOf(state: string): string {
  return `calendly_connect_${state.replace(/[^\w-]/g, '').slice(0, 16)}`;
}
