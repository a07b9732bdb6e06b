import type { Context } from 'koa';

const path = '/auth/calendly';
/** As long as an attempt to connect. */
const maxAgeSeconds = 600;

/**
 * Keeps an attempt in a cookie of the browser that began it. Only the callback gets the cookie. Each attempt has its own,
 * so that two attempts side by side do not undo each other.
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

/** The secret that this browser keeps of an attempt; null when it keeps none. */
export function rememberedAttempt(ctx: Context, state: string): string | null {
  return ctx.cookies.get(nameOf(state)) ?? null;
}

export function forgetAttempt(ctx: Context, state: string): void {
  ctx.append('Set-Cookie', `${nameOf(state)}=; Path=${path}; Max-Age=0; HttpOnly; SameSite=Lax`);
}

/** The name of an attempt's cookie. States are base64url, and their beginnings differ. */
function nameOf(state: string): string {
  return `calendly_connect_${state.replace(/[^\w-]/g, '').slice(0, 16)}`;
}
