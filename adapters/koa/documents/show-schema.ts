import type { DocsTexts } from './docs-texts.ts';
import { type Html, html } from './html.ts';

/** The part of JSON Schema that the documents use. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  default?: unknown;
}

/** A schema on one line. A schema with a name becomes a link, and an object without a name becomes a table. */
export function showSchema(schema: Schema, texts: DocsTexts): Html {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return html`<a href="#shape-${name}">${name}</a>`;
  }
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined)
    return joined(
      either.map((each) => showSchema(each, texts)),
      texts,
    );
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined) {
    return joined(
      schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`),
      texts,
    );
  }
  if (Array.isArray(schema.type)) {
    const each = schema.type.map((type) => showSchema({ ...schema, type }, texts));
    return joined(each, texts);
  }
  if (schema.type === 'array') return html`${texts.list} ${showSchema(schema.items ?? {}, texts)}`;
  if (schema.type === 'object') return showFields(schema, texts);
  return html`${schema.format ?? schema.type ?? ''}${limitsOf(schema, texts)}`;
}

function showFields(schema: Schema, texts: DocsTexts): Html {
  const { properties = {}, required = [], additionalProperties } = schema;
  const rows = Object.entries(properties).map(
    ([name, each]) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${showSchema(each, texts)}${
        required.includes(name) ? null : html` <small>${texts.optional}</small>`
      }</td></tr>`,
  );
  const others =
    typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0
      ? html`${texts.anyKey} ${showSchema(additionalProperties, texts)}`
      : null;
  if (rows.length === 0) return others ?? html`object`;
  return html`<table class="fields"><tbody>${rows}</tbody></table>${others}`;
}

function joined(pieces: Html[], { or }: DocsTexts): Html {
  return html`${pieces.map((piece, i) => (i === 0 ? piece : html` ${or} ${piece}`))}`;
}

function limitsOf(
  { type, minimum, maximum, minLength, maxLength }: Schema,
  texts: DocsTexts,
): Html | null {
  if (type === 'string') return rangeOf(minLength, maxLength, ` ${texts.characters}`);
  return rangeOf(minimum, maximum, '');
}

function rangeOf(least: number | undefined, most: number | undefined, unit: string): Html | null {
  const end = most === Number.MAX_SAFE_INTEGER ? undefined : most;
  if (end !== undefined) return html` <small>${least ?? 0} – ${end}${unit}</small>`;
  return least === undefined ? null : html` <small>≥ ${least}${unit}</small>`;
}
