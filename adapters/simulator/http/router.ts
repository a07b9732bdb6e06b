import type { Answer } from './answer.ts';
import type { Call } from './call.ts';

/** A route, with the name for its faults and its count. `kind`: who uses it. */
export interface Route {
  readonly method: string;
  /** `/scheduled_events/:uuid`. */
  readonly path: string;
  readonly kind: 'api' | 'token' | 'oauth' | 'page' | 'control';
  handle(call: Call): Answer | Promise<Answer>;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** Finds routes by method and path. */
export class Router {
  readonly #bySize = new Map<string, { route: Route; segments: string[] }[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const segments = route.path.split('/');
      const key = `${route.method} ${segments.length}`;
      const list = this.#bySize.get(key) ?? [];
      list.push({ route, segments });
      this.#bySize.set(key, list);
    }
  }

  match(method: string, path: string): Match | null {
    const words = path.split('/');
    for (const { route, segments } of this.#bySize.get(`${method} ${words.length}`) ?? []) {
      const params = paramsOf(segments, words);
      if (params !== null) return { route, params };
    }
    return null;
  }
}

function paramsOf(segments: readonly string[], words: readonly string[]) {
  const params: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const word = words[at] ?? '';
    if (segment.startsWith(':') && word !== '') params[segment.slice(1)] = word;
    else if (segment !== word) return null;
  }
  return params;
}
