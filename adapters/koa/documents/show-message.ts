import type { Language } from '../problems/problem-text.ts';
import type { AsyncapiDocument } from './asyncapi-document.ts';
import { docsTexts } from './docs-texts.ts';
import { type Html, html } from './html.ts';
import type { LiveMessage } from './live-messages.ts';
import { showSchema } from './show-schema.ts';

/** A message on a socket: its summary and its payload. */
export function showMessage(
  { name, summary }: LiveMessage,
  { components }: AsyncapiDocument,
  language: Language,
): Html {
  const texts = docsTexts[language];
  const schema = components.schemas[`${name.replace(':', '.')}.payload`];
  return html`<details class="card"><summary><h3><code>${name}</code></h3> ${summary[language]}</summary>
<div id="live-${name}">${schema === undefined ? texts.nothing : showSchema(schema, texts)}</div></details>`;
}
