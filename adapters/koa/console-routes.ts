import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Router } from '@koa/router';
import type { Context } from 'koa';
import sirv from 'sirv';
import { calendlyPage } from '../wire/connect-outcome.ts';
import { auditPage, deliveriesPage, deliveryPage } from '../wire/operator-pages.ts';
import { type PageFacts, pageFactsContent } from '../wire/page-facts.ts';
import { answerProblem } from './problems/answer-problem.ts';

/** The console: its page on every address of its own, and the files the page is made of. */
export function consoleRoutes(router: Router, folder: string, facts?: PageFacts): void {
  const file = join(folder, 'index.html');
  const built = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const page = built?.replace('__SERVICE__', facts ? pageFactsContent(facts) : '') ?? null;

  const answerPage = (ctx: Context) => {
    if (page === null) {
      answerProblem(ctx, 'console_not_built');
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    ctx.set('Content-Security-Policy', policy(nonce));
    ctx.set('Cache-Control', 'no-cache');
    ctx.type = 'html';
    ctx.body = page.replaceAll('__CSP_NONCE__', nonce);
  };

  router.get('/', answerPage);
  router.get(calendlyPage, answerPage);
  if (page !== null) assetRoutes(router, folder);
  for (const shared of ['/prospects/:id', deliveriesPage, deliveryPage, auditPage]) {
    // A person who reloads the address wants the page; a program says that it wants JSON, or brings a token.
    router.get(shared, (ctx, next) => {
      const wantsPage = ctx.accepts('json', 'html') === 'html' && ctx.get('Authorization') === '';
      return wantsPage ? answerPage(ctx) : next();
    });
  }
}

/** Built files carry a hash in their names: a browser may keep them for ever. */
function assetRoutes(router: Router, folder: string): void {
  const assets = sirv(folder, {
    etag: true,
    immutable: true,
    maxAge: 31_536_000,
    // Made when the console is built.
    brotli: true,
    gzip: true,
  });
  router.get(/^\/assets\/.+/, async (ctx) => {
    // A new build of the console removes the old files. sirv still lists them, and fails when it opens one.
    if (!existsSync(join(folder, ctx.path))) {
      answerProblem(ctx, 'not_found.file');
      return;
    }
    await new Promise<void>((next) => {
      ctx.res.statusCode = 200;
      ctx.res.once('finish', next);
      ctx.res.once('close', next);
      assets(ctx.req, ctx.res, () => {
        answerProblem(ctx, 'not_found.file');
        next();
      });
    });
    if (ctx.res.writableEnded) ctx.respond = false;
  });
}

/** Styles may come from elements that carry the nonce only; the page's own code sets the rest through the DOM. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self' ws: wss:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
