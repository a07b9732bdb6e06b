import { createHash } from 'node:crypto';
import type { Router } from '@koa/router';
import { type Language, languageOf } from '../problems/problem-text.ts';
import { docsPage } from './docs-page.ts';
import { docsStyle } from './docs-style.ts';
import type { Documents } from './documents.ts';

/** The page runs no script and loads nothing. Its one style is allowed by its digest. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(docsStyle).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/docs`: the API and the socket, described for people, in the language of `?lang=` or of the browser. */
export function docsRoute(router: Router, documents: Documents): void {
  const pages = new Map<Language, string>();
  router.get('/docs', (ctx) => {
    const asked = ctx.query['lang'];
    const language = asked === 'fr' || asked === 'en' ? asked : languageOf(ctx);
    const page = pages.get(language) ?? written(documents, language);
    pages.set(language, page);
    ctx.set('Content-Security-Policy', policy);
    ctx.set('Content-Language', language);
    ctx.vary('Accept-Language');
    ctx.type = 'html';
    ctx.body = page;
  });
}

function written({ openapi, asyncapi }: Documents, language: Language): string {
  return docsPage({ openapi: openapi(), asyncapi: asyncapi() }, language);
}
