import type { IncomingMessage } from 'node:http';
import type { Router } from '@koa/router';
import type { Context } from 'koa';
import { OauthStateInvalid } from '../../src/domain/errors.ts';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';
import type { FinishConnecting } from '../../src/use-cases/connections/finish-connecting.ts';
import { connectOutcomePath } from '../wire/connect-outcome.ts';
import { problemStatuses } from '../wire/problem-code.ts';
import { forgetAttempt, rememberedAttempt } from './connect-cookie.ts';
import { escaped } from './documents/html.ts';
import { codeOf } from './problems/answer-problem.ts';
import { type CoreProblem, problemOf } from './problems/problem-of.ts';
import { languageOf, problemText } from './problems/problem-text.ts';
import { tooManyRequests } from './problems/too-many-requests.ts';

export interface CallbackParts {
  finishConnecting: FinishConnecting;
  failedSignInsByAddress: RateLimiter;
  /** The address that limits count a request for. */
  addressOf: (request: IncomingMessage) => string;
  appUrl: string;
}

/** The address to which Calendly sends a browser back. */
export function callbackRoute(router: Router, parts: CallbackParts): void {
  const { addressOf, appUrl, failedSignInsByAddress, finishConnecting } = parts;
  router.get('/auth/calendly/callback', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const state = one(ctx, 'state');
    try {
      await finishConnecting.execute({
        state,
        code: one(ctx, 'code'),
        error: one(ctx, 'error'),
        browserSecret: state === null ? null : rememberedAttempt(ctx, state),
      });
    } catch (error) {
      const wait =
        error instanceof OauthStateInvalid
          ? await failedSignInsByAddress.take(addressOf(ctx.req))
          : null;
      if (wait !== null) {
        tooManyRequests(ctx, wait);
        return;
      }
      const problem = problemOf(error);
      if (problem === null || !isPerson(ctx)) throw error;
      answerPage(ctx, problem, appUrl);
      return;
    }
    if (state !== null) forgetAttempt(ctx, state);
    ctx.redirect(appUrl + connectOutcomePath('connected'));
  });
}

/** A parameter that is there once. One that is there twice may be meant to confuse, and counts as missing. */
function one(ctx: Context, name: string): string | null {
  const value = ctx.query[name];
  return typeof value === 'string' && value !== '' && value.length <= 4000 ? value : null;
}

function isPerson(ctx: Context): boolean {
  return ctx.accepts('json', 'html') === 'html';
}

/** Answers a page that leads to the console at once. The console shows the problem in the person's language. */
function answerPage(ctx: Context, { key, facts }: CoreProblem, appUrl: string): void {
  const code = codeOf(key);
  const address = escaped(appUrl + connectOutcomePath(code));
  const language = languageOf(ctx);
  const detail = problemText(language, key, facts);
  ctx.status = problemStatuses[code];
  ctx.state['problem'] = code;
  ctx.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  ctx.type = 'html';
  ctx.body = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${address}"><title>Calendly</title><p>${escaped(detail)}</p><p><a href="${address}">Velvena Calendly</a></p></html>`;
}
