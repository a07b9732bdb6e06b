import type { Context, Next } from 'koa';
import { bounds } from '../../src/domain/bounds.ts';
import { Turns } from '../../src/domain/turns.ts';
import { principalOf, tokenKeyOf } from './authentication.ts';
import { Gate } from './gate.ts';
import { tooManyRequests } from './problems/too-many-requests.ts';

const {
  readsPerToken,
  readsPerOrganization,
  renderedAtOnce,
  readCost,
  readPatience,
  readsWaiting,
} = bounds;

const millisecondsInOneGo = 10;

/**
 * Lets as many reads run as memory allows. A read is over when its answer is sent: a client that does not read its answers
 * uses up its own limit. Answers that were read together are written over several turns of the event loop, so that they
 * do not block it in one stretch.
 */
export function readsInFlight() {
  const gate = new Gate({ milliseconds: readPatience.value, mostWaiting: readsWaiting.value });
  const turns = new Turns(
    { later: setImmediate, now: () => performance.now() },
    millisecondsInOneGo,
  );
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    const { organizationId } = principalOf(ctx);
    const leave = await gate.enter([
      { key: `token ${tokenKeyOf(ctx)}`, cost: 1, most: readsPerToken.value },
      { key: `organization ${organizationId}`, cost: 1, most: readsPerOrganization.value },
      { key: 'process', cost: readCost.value, most: renderedAtOnce.value },
    ]);
    if (leave === null) return tooManyRequests(ctx, 1);
    ctx.res.once('close', leave);
    if (ctx.res.destroyed || ctx.req.socket.destroyed) return leave();
    await next();
    await turns.take();
    write(ctx);
  };
}

/** Writes the body once. Koa would write it to count its bytes, and then write it again. */
function write(ctx: Context): void {
  const { body } = ctx;
  if (body === null || typeof body !== 'object' || Buffer.isBuffer(body)) return;
  ctx.body = Buffer.from(JSON.stringify(body));
}
