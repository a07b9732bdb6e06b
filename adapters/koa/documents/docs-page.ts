import { httpApi } from '../../wire/routes/http-api.ts';
import type { Route } from '../../wire/routes/route.ts';
import type { Language } from '../problems/problem-text.ts';
import type { AsyncapiDocument } from './asyncapi-document.ts';
import { docsStyle } from './docs-style.ts';
import { docsTexts } from './docs-texts.ts';
import { Html, html, withCode } from './html.ts';
import { controlMessages, eventMessages, renewal } from './live-messages.ts';
import type { OpenapiDocument } from './openapi-document.ts';
import { showMessage } from './show-message.ts';
import { showRoute } from './show-route.ts';
import { showSchema } from './show-schema.ts';

interface Documents {
  openapi: OpenapiDocument;
  asyncapi: AsyncapiDocument;
}

const routes = Object.entries<Route>(httpApi);

/** Both documents on one page. It loads nothing and has no script. */
export function docsPage({ openapi, asyncapi }: Documents, language: Language): string {
  const texts = docsTexts[language];
  const other = language === 'fr' ? 'en' : 'fr';
  const shapes = { ...asyncapi.components.schemas, ...openapi.components.schemas };
  const named = Object.entries(shapes).filter(([name]) => !name.endsWith('.payload'));
  const live = [...eventMessages, ...controlMessages];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title>
<link rel="icon" href="data:,">
<style>${new Html(docsStyle)}</style>
</head>
<body>
<a class="skip" href="#routes">${texts.skip}</a>
<div class="frame">
<nav aria-label="${texts.contents}">
<h2>${texts.routes}</h2>
<ul>${routes.map(([name, { method, path }]) => html`<li><a href="#${name}"><span class="method ${method}">${method}</span>${path}</a></li>`)}</ul>
<h2>${texts.live}</h2>
<ul>${live.map(({ name }) => html`<li><a href="#live-${name}">${name}</a></li>`)}</ul>
<h2>${texts.shapes}</h2>
<ul>${named.map(([name]) => html`<li><a href="#shape-${name}">${name}</a></li>`)}</ul>
</nav>
<main>
<div class="top">
<span>${texts.forPrograms} <a href="/openapi.json">OpenAPI 3.1</a>, <a href="/asyncapi.json">AsyncAPI 3.0</a></span>
<a href="?lang=${other}" lang="${other}" hreflang="${other}">${texts.otherLanguage}</a>
</div>
<h1>${texts.title}</h1>
<p>${withCode(texts.intro)}</p>
<h2 id="routes">${texts.routes}</h2>
${routes.map(([name, route]) => showRoute([name, route], openapi, language))}
<h2 id="live">${texts.live}</h2>
<p>${withCode(texts.liveIntro)}</p>
${live.map((message) => showMessage(message, asyncapi, language))}
<h3>${texts.sentByClient}</h3>
${showMessage(renewal, asyncapi, language)}
<h2 id="shapes">${texts.shapes}</h2>
${named.map(([name, schema]) => html`<details class="card"><summary><h3><code>${name}</code></h3></summary><div id="shape-${name}">${showSchema(schema, texts)}</div></details>`)}
</main>
</div>
</body>
</html>
`.text;
}
