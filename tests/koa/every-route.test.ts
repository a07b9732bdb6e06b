import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { openapiDocument } from '../../adapters/koa/documents/openapi-document.ts';
import { problemStatuses } from '../../adapters/wire/problem-code.ts';
import { httpApi } from '../../adapters/wire/routes/http-api.ts';
import { paramsOf, problemsOf, type Route } from '../../adapters/wire/routes/route.ts';
import { send } from '../support/a-request.ts';
import { type Answer, aRunningService, type RunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { schemaArbitrary } from '../support/schema-arbitrary.ts';
import { expectProblem } from '../support/the-api.ts';

const { paths } = openapiDocument({ appUrl: 'https://crm.example', version: '1' });
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Every route as it is declared, so that a new one is looked at too. */
const routes = Object.entries<Route>(httpApi).map(([name, route]) => {
  const title = `${route.method} ${route.path}`;
  return { name, route, title };
});
const closed = routes.filter(({ route }) => route.role !== 'open');
const checking = routes.filter(({ route }) => route.query !== 'anything');

let service: RunningService;
let tokens: Record<'member' | 'admin', string>;
beforeAll(async () => {
  service = await aRunningService();
  tokens = {
    member: await service.token(),
    admin: await service.token({ role: 'admin' }),
  };
});
afterAll(() => service.stop());

describe('every route that is not open', () => {
  test.each(closed)('answers nobody without a token: $title', async ({ route }) => {
    const answer = await ask(route, { token: null });

    expectProblem(answer, 401, 'token_missing');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test.each(closed)('answers nobody with a token of another: $title', async ({ route }) => {
    const token = `${tokens.admin.slice(0, -4)}AAAA`;

    expectProblem(await ask(route, { token }), 401, 'token_invalid');
  });

  test.each(closed.filter(({ route }) => route.role === 'admin'))(
    'for administrators answers no member, whatever they send: $title',
    async ({ route }) => {
      const { member: token } = tokens;

      for (const query of ['', '?unknown=x'])
        expectProblem(await ask(route, { token, query }), 403, 'forbidden');
    },
  );
});

describe('every route that is open', () => {
  test.each(routes.filter(({ route }) => route.role === 'open'))(
    'answers without a token: $title',
    async ({ route }) => {
      const answer = await ask(route, { token: null });

      // A process that is busy for a moment says so.
      const statuses = problemsOf(route).map((code) => problemStatuses[code]);
      expect([...Object.keys(route.answers).map(Number), ...statuses]).toContain(answer.status);
      expect(statuses).not.toContain(401);
    },
  );
});

describe('every route', () => {
  test.each(checking)('refuses a parameter that it does not have: $title', async ({ route }) => {
    const answer = await ask(route, { query: '?unknown=x' });

    expectProblem(answer, 422, 'validation');
    expect(answer.body).toMatchObject({ errors: [{ in: 'query', pointer: '/unknown' }] });
    for (const name of queryOf(route))
      expect((answer.body as { detail: string }).detail).toContain(name);
  });

  test.each(
    checking.flatMap((each) => queryOf(each.route).map((name) => ({ ...each, parameter: name }))),
  )('refuses $parameter where it is given twice: $title', async ({ route, parameter }) => {
    const answer = await ask(route, { query: `?${parameter}=1&${parameter}=1` });

    expectProblem(answer, 422, 'validation');
  });

  test.each(routes)(
    'answers another method with those that there are: $title',
    async ({ route }) => {
      const here = routes.filter((each) => each.route.path === route.path);
      const allowed = here.map((each) => each.route.method);

      for (const method of methods.filter((each) => !allowed.includes(each))) {
        const answer = await ask({ ...route, method }, {});
        expectProblem(answer, 405, 'method_not_allowed');
        expect(answer.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(allowed));
      }
      const options = await ask({ ...route, method: 'OPTIONS' }, {});
      expect([options.status, options.headers.get('allow')?.split(', ')]).toEqual([
        204,
        expect.arrayContaining(allowed),
      ]);
    },
  );

  test.each(routes.filter(({ route }) => route.method === 'GET'))(
    'answers HEAD as it answers GET, without a body: $title',
    async ({ route }) => {
      const seen = ({ status, headers }: Answer) => [status, headers.get('content-type')];

      // The service may become ready between the two requests.
      await until(async () => {
        const [got, head] = [await ask(route, {}), await ask({ ...route, method: 'HEAD' }, {})];
        expect(head.body).toBe('');
        return isDeepStrictEqual(seen(head), seen(got));
      }, 'the same answer');
    },
  );

  test.each(routes.filter(({ route }) => paramsOf(route).length > 0))(
    'finds nothing under an id that nobody has: $title',
    async ({ route }) => {
      expectProblem(await ask(route, {}), 404, 'not_found');
    },
  );

  test.each(routes.filter(({ route }) => queryOf(route).includes('cursor')))(
    'refuses a cursor that nobody was given: $title',
    async ({ route }) => {
      const answer = await ask(route, { query: '?cursor=made-up' });

      // Whose prospect there is not, has no page either.
      expect(answer.status).toBe(paramsOf(route).length === 0 ? 400 : 404);
    },
  );

  const withBody = routes.filter(({ route }) => route.body !== undefined);
  test.each(withBody)('refuses a body that is not its own: $title', async ({ route }) => {
    const unknown = await ask(route, {
      body: JSON.stringify({ ...(bodyOf(route) as object), unknown: 1 }),
    });
    const broken = await ask(route, { body: '{' });
    const text = await ask(route, { contentType: 'text/plain' });
    const large = await ask(route, { body: JSON.stringify({ a: 'a'.repeat(70_000) }) });

    expectProblem(unknown, 422, 'validation');
    expect(unknown.body).toMatchObject({ errors: [{ in: 'body', pointer: '/unknown' }] });
    expectProblem(broken, 400, 'malformed');
    expectProblem(text, 415, 'not_json');
    expectProblem(large, 413, 'too_large');
  });
});

/** Asks a route for what its declaration allows, as an administrator, but for what is said otherwise. */
async function ask(
  route: Omit<Route, 'method'> & { method: string },
  {
    token = tokens.admin,
    query = '',
    body,
    contentType,
  }: { token?: string | null; query?: string; body?: string; contentType?: string },
): Promise<Answer> {
  const path = route.path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000');
  const sent = body ?? (route.body && JSON.stringify(bodyOf(route as Route)));
  const isWithout = ['GET', 'HEAD'].includes(route.method);
  return send(service, route.method, path + query, {
    token,
    ...(!isWithout && { body: sent }),
    ...(contentType !== undefined && { contentType }),
  });
}

function queryOf({ query }: Pick<Route, 'query'>): string[] {
  return typeof query === 'object' ? Object.keys(query.shape) : [];
}

/** A body that the document allows. */
function bodyOf({ method, path }: Route): unknown {
  const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  const schema = operation?.requestBody?.content['application/json'].schema;
  if (schema === undefined) return {};
  const { properties = {}, required = [] } = schema;
  const needed = Object.entries(properties).filter(([name]) => required.includes(name));
  const [body] = fc.sample(schemaArbitrary({ ...schema, properties: Object.fromEntries(needed) }), {
    seed: 4,
    numRuns: 1,
  });
  return body;
}
