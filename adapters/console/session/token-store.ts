const storageKey = 'velvena.token';

/**
 * Takes a token out of `#token=…` and off the address bar at once, so that it stays out of history,
 * bookmarks and copied links. The query string would do worse: it reaches servers and their logs.
 */
export function takeTokenFromAddress(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return token.trim() || null;
}

/**
 * In sessionStorage, not localStorage: it opens customers' names and mail addresses, so it goes with
 * the tab and is never left behind on a shared machine, yet a reload keeps it.
 */
export function keepToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(storageKey);
  else sessionStorage.setItem(storageKey, token);
}

export function keptToken(): string | null {
  return sessionStorage.getItem(storageKey);
}
