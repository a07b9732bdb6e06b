import { paramsOf, type Route } from '../../wire/routes/route.ts';
import type { Language } from '../problems/problem-text.ts';
import { type DocsTexts, docsTexts } from './docs-texts.ts';
import { type Html, html, withCode } from './html.ts';
import type { OpenapiDocument, Operation } from './openapi-document.ts';
import { showSchema } from './show-schema.ts';

/** A route: its role, its parameters and body, and its answers. */
export function showRoute(
  [name, route]: [string, Route],
  { paths }: OpenapiDocument,
  language: Language,
): Html {
  const { method, path, role = 'member', summary } = route;
  const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  if (operation === undefined) throw new RangeError(`The document lacks ${method} ${path}.`);
  const texts = docsTexts[language];
  return html`<details class="card"><summary><h3><span class="method ${method}">${method}</span> <code>${path}</code></h3> ${withCode(summary[language])}</summary>
<div id="${name}">
<p><small>${texts.askedBy} ${texts[role]}</small></p>
${showParameters(route, operation, texts)}
${showBody(route, operation, texts)}
${showAnswers(operation, texts)}
</div></details>`;
}

function showParameters(
  route: Route,
  { parameters = [] }: Operation,
  texts: DocsTexts,
): Html | null {
  if (parameters.length === 0) return null;
  const inPath = paramsOf(route);
  const rows = parameters.map(({ name, schema }) => {
    const initial =
      schema.default === undefined
        ? null
        : html` <small>${texts.without} ${JSON.stringify(schema.default)}</small>`;
    const where = inPath.includes(name) ? html` <small>${texts.inPath}</small>` : null;
    return html`<tr><th scope="row"><code>${name}</code></th><td>${showSchema(schema, texts)}${initial}${where}</td></tr>`;
  });
  return html`<h4>${texts.parameters}</h4><table><tbody>${rows}</tbody></table>`;
}

function showBody({ body }: Route, { requestBody }: Operation, texts: DocsTexts): Html | null {
  if (requestBody === undefined) return null;
  const title = body?.optional === true ? texts.bodyOptional : texts.body;
  return html`<h4>${title}</h4>${showSchema(requestBody.content['application/json'].schema, texts)}`;
}

function showAnswers({ responses }: Operation, texts: DocsTexts): Html {
  const rows = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, { content }]) => {
      const schema = content?.['application/json']?.schema;
      const shown = schema === undefined ? texts.noBody : showSchema(schema, texts);
      return html`<tr><th scope="row">${status}</th><td>${shown}</td></tr>`;
    });
  const problems = Object.entries(responses)
    .filter(([status]) => !status.startsWith('2'))
    // `Conflict: codes`
    .map(
      ([status, { description }]) =>
        html`<li>${status} ${withCode(description.split(': ')[1] ?? '')}</li>`,
    );
  return html`<h4>${texts.answers}</h4><table><tbody>${rows}</tbody></table>
<h4>${texts.problems}</h4><ul class="problems">${problems}</ul>`;
}
