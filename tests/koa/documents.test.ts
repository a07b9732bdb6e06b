import { beforeAll, describe, expect, test } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { asyncapiDocument } from '../../adapters/koa/documents/asyncapi-document.ts';
import { docsPage } from '../../adapters/koa/documents/docs-page.ts';
import { docsTexts } from '../../adapters/koa/documents/docs-texts.ts';
import { html, withCode } from '../../adapters/koa/documents/html.ts';
import { openapiDocument } from '../../adapters/koa/documents/openapi-document.ts';
import { LiveEvent } from '../../adapters/wire/live-event.ts';
import { RealtimeEvent } from '../../adapters/wire/realtime-event.ts';
import { httpApi } from '../../adapters/wire/routes/http-api.ts';
import type { Route } from '../../adapters/wire/routes/route.ts';

const facts = { appUrl: 'https://crm.example', version: '1.2.3' };
const openapi = openapiDocument(facts);
const asyncapi = asyncapiDocument(facts);

describe('the documents', () => {
  let config: Awaited<ReturnType<typeof createConfig>>;

  beforeAll(async () => {
    config = await createConfig({
      extends: ['recommended-strict'],
      rules: {
        // A probe of an open route answers what it can; a document is always there.
        'operation-4xx-response': 'off',
      },
    });
  });

  test.each([
    ['OpenAPI 3.1', openapi],
    ['AsyncAPI 3.0', asyncapi],
  ])('are without a fault: %s', async (_, document) => {
    const problems = await lintFromString({ source: JSON.stringify(document), config });

    expect(
      problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
    ).toEqual([]);
  });

  test('would be found at fault', async () => {
    const { info: _, ...document } = openapi;
    const [{ channels: __, ...live }] = [asyncapi];

    for (const broken of [document, { ...live, operations: { a: {} } }]) {
      const problems = await lintFromString({ source: JSON.stringify(broken), config });
      expect(problems.length).toBeGreaterThan(0);
    }
  });
});

test('every route is in OpenAPI with its method, its parameters and all of its answers', () => {
  for (const [name, route] of Object.entries<Route>(httpApi)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const operation = openapi.paths[path]?.[route.method.toLowerCase()];

    const query = typeof route.query === 'object' ? Object.keys(route.query.shape) : [];
    expect(operation).toMatchObject({ operationId: name });
    expect(
      operation?.parameters?.filter((each) => each.in === 'query').map((each) => each.name) ?? [],
    ).toEqual(query);
    expect(Object.keys(operation?.responses ?? {})).toEqual(
      expect.arrayContaining([...Object.keys(route.answers), '500', '503']),
    );
  }
});

test('a parameter that comes as text is described by the type that it is read as', () => {
  const limit = openapi.paths['/prospects']?.['get']?.parameters?.find(
    ({ name }) => name === 'limit',
  );

  expect(limit?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 50 });
});

test('every event is in AsyncAPI under the name that it has on a socket', () => {
  const sent = [...RealtimeEvent.options, ...LiveEvent.options].map(
    ({ shape }) => shape.type.value,
  );
  const { messages } = asyncapi.components as unknown as {
    messages: Record<string, { name: string }>;
  };

  expect(Object.values(messages).map(({ name }) => name)).toEqual(expect.arrayContaining(sent));
});

describe('the page about the API', () => {
  test.each(['en', 'fr'] as const)(
    'tells every route and every event, in its language: %s',
    (language) => {
      const page = docsPage({ openapi, asyncapi }, language);

      for (const [name, { method, path, summary }] of Object.entries<Route>(httpApi)) {
        expect(page).toContain(`<div id="${name}">`);
        expect(page).toContain(`>${method}</span> <code>${path}</code>`);
        expect(page).toContain(
          withCode(summary[language])
            .map(({ text }) => text)
            .join(''),
        );
      }
      for (const { shape } of [...RealtimeEvent.options, ...LiveEvent.options])
        expect(page).toContain(`id="live-${shape.type.value}"`);
      expect(page).toContain(`<html lang="${language}">`);
      expect(page).toContain(html`${docsTexts[language].title}`.text);
    },
  );

  test('links to nothing that is not there, and loads nothing', () => {
    const page = docsPage({ openapi, asyncapi }, 'en');

    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
    expect(page).not.toMatch(/<script|<img| src=|url\(|http:/);
  });
});

test('what is put into a page is text', () => {
  const name = '<b title="x">&';

  expect(html`<p>${name}${[html`<i>${1}</i>`, null]}</p>`.text).toBe(
    '<p>&lt;b title=&quot;x&quot;&gt;&amp;<i>1</i></p>',
  );
  expect(withCode('a `<b>` c').map(({ text }) => text)).toEqual([
    'a ',
    '<code>&lt;b&gt;</code>',
    ' c',
  ]);
});
