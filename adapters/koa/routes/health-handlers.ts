import type { Readiness } from '../../../src/ports/readiness.ts';
import type { healthRoutes } from '../../wire/routes/health-routes.ts';
import { isAble } from '../is-able.ts';
import { refuse } from '../problems/refusal.ts';
import type { Handlers } from './handler.ts';

export function healthHandlers(
  parts: Readiness[],
  isDraining: () => boolean,
): Handlers<typeof healthRoutes> {
  const able = parts.map(isAble);
  return {
    readHealth: async () => ({ status: 'ok' }),

    readReadiness: async ({ ctx }) => {
      const answers = await Promise.all(able.map((ask) => ask()));
      const failing: string[] = parts.filter((_, i) => !answers[i]).map(({ part }) => part);
      if (isDraining()) failing.push('shutting_down');
      if (failing.length === 0) return { status: 'ready' };
      ctx.set('Retry-After', '5');
      return refuse('not_ready', { facts: { failing: failing.join(', ') }, more: { failing } });
    },
  };
}
