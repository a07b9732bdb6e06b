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
 * Lets so many reads be under way as memory allows. A read is over when its answer is sent: who asks and does not read
 * takes up places of its own. Answers that were read together are written a while in each turn of the loop: they would
 * else be one long stall.
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

/** Koa would write it too, count its bytes, and have them made once more. */
function write(ctx: Context): void {
  const { body } = ctx;
  if (body === null || typeof body !== 'object' || Buffer.isBuffer(body)) return;
  ctx.body = Buffer.from(JSON.stringify(body));
}
