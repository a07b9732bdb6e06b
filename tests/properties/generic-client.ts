import { expect } from '@jest/globals';
import Ajv from '@redocly/ajv/dist/2020.js';
import * as fc from 'fast-check';
import type { OpenapiDocument, Operation } from '../../adapters/koa/documents/openapi-document.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { send } from '../support/a-request.ts';
import type { Answer } from '../support/a-running-service.ts';
import { schemaArbitrary } from '../support/schema-arbitrary.ts';
import { twoConnectedOrganizations } from '../support/two-connected-organizations.ts';

interface Call {
  address: string;
  method: string;
  operation: Operation;
  /** Values of parameters, by their names; what is to be in a path is there. */
  path: Record<string, string>;
  query: [string, string][];
  /** Text; undefined is none. */
  body: string | undefined;
  bearer: Bearer;
}

const bearers = ['admin', 'member', 'stranger', 'nobody'] as const;
type Bearer = (typeof bearers)[number];

/**
 * Asks a service whatever its own OpenAPI document lets one ask, and what it does not: every answer is one that the
 * document tells of, and none is a fault of the service.
 */
export async function askAnything(requests: number): Promise<void> {
  await using world = await twoConnectedOrganizations({ API_REQUESTS_PER_SECOND: '100000' });
  const { service } = world;
  for (const email of ['ada@example.com', 'grace@example.com']) await service.post(aBooking(email));
  const { body: document } = await service.get<OpenapiDocument>('/openapi.json', { token: null });
  const tokens: Record<Bearer, string | null> = {
    admin: await world.admin('demo'),
    member: await service.token(),
    stranger: await service.token({ org: 'strangers', role: 'admin' }),
    nobody: null,
  };
  const ids = await idsIn((path) => world.call('demo', 'GET', path));
  const judge = judgeOf(document);
  const answered = new Set<string>();

  await fc.assert(
    fc.asyncProperty(callArbitrary(document, ids), async (call) => {
      const answer = await send(service, call.method, pathOf(call), {
        token: tokens[call.bearer],
        body: call.body,
      });

      const said = { status: answer.status, body: answer.body };
      expect({ misfit: judge(call, answer), said }).toEqual({ misfit: null, said });
      answered.add(`${call.method} ${call.address} ${answer.status}`);
    }),
    { numRuns: requests, interruptAfterTimeLimit: requests * 100, markInterruptAsFailure: true },
  );

  // Not everything was refused.
  expect([...answered].filter((each) => / 20\d$/.test(each)).length).toBeGreaterThan(5);
}

/** The ids and cursors that exist. */
async function idsIn(read: (path: string) => Promise<Answer>): Promise<string[]> {
  const lists = await Promise.all(['/prospects', '/deliveries', '/scheduled-events'].map(read));
  const status = (await read('/calendly/status')).body as {
    sync: { id: string };
    connections: { id: string }[];
  };
  const items = lists.flatMap(({ body }) => (body as { items: { id: string }[] }).items);
  return [...items, ...status.connections, status.sync].map(({ id }) => id);
}

function callArbitrary({ paths }: OpenapiDocument, ids: string[]): fc.Arbitrary<Call> {
  const operations = Object.entries(paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ address, method, operation })),
  );
  // Browsers and proxies take dots for folders.
  const id = fc
    .oneof(
      { weight: 4, arbitrary: fc.constantFrom(...ids) },
      fc.string({ minLength: 1, unit: 'binary' }),
    )
    .filter((text) => !['.', '..'].includes(text));
  return fc.constantFrom(...operations).chain(({ address, method, operation }) => {
    const { parameters = [] } = operation;
    const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => [name, id]);
    const inQuery = parameters
      .filter((each) => each.in === 'query')
      .map(({ name, schema }) => [
        name,
        fc.oneof({ weight: 4, arbitrary: schemaArbitrary(schema).map(String) }, id),
      ]);
    const schema = operation.requestBody?.content['application/json'].schema;
    return fc.record({
      address: fc.constant(address),
      method: fc.constant(method.toUpperCase()),
      operation: fc.constant(operation),
      path: fc.record(Object.fromEntries(inPath) as Record<string, fc.Arbitrary<string>>),
      query: fc
        .record(Object.fromEntries(inQuery) as Record<string, fc.Arbitrary<string>>, {
          requiredKeys: [],
        })
        .chain((query) =>
          fc.oneof(
            { weight: 9, arbitrary: fc.constant(Object.entries(query) as [string, string][]) },
            id.map((name) => [
              ...(Object.entries(query) as [string, string][]),
              [name, 'x'] as [string, string],
            ]),
          ),
        ),
      body: bodyArbitrary(schema),
      bearer: fc.oneof(
        { weight: 6, arbitrary: fc.constant('admin' as const) },
        fc.constantFrom(...bearers),
      ),
    });
  });
}

function bodyArbitrary(schema: Parameters<typeof schemaArbitrary>[0] | undefined) {
  if (schema === undefined) return fc.constant(undefined);
  return fc.oneof(
    { weight: 6, arbitrary: schemaArbitrary(schema).map((body) => JSON.stringify(body)) },
    { weight: 2, arbitrary: fc.json() },
    fc.string({ unit: 'binary' }),
    fc.constant(undefined),
  );
}

function pathOf({ address, path, query }: Call): string {
  const filled = address.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent((path[name] ?? '').toWellFormed()),
  );
  return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query).toString()}`;
}

/** Returns how an answer breaks its declaration; null when it fits. */
function judgeOf(document: OpenapiDocument): (call: Call, answer: Answer) => string | null {
  const ajv = new Ajv.default({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'document');
  return ({ address, method, operation }, { status, headers, body }) => {
    // The service may answer that it is not ready.
    if (status >= 500 && address !== '/readyz') return 'a fault of the service';
    const declared = operation.responses[String(status)];
    if (declared === undefined) return 'a status that is not told of';
    const [type = ''] = (headers.get('content-type') ?? '').split(';');
    if (declared.content === undefined) return body === '' ? null : 'a body where none is told of';
    if (declared.content[type] === undefined) return `a body of the type ${type}`;
    const at = [
      'paths',
      address,
      method.toLowerCase(),
      'responses',
      String(status),
      'content',
      type,
      'schema',
    ];
    const pointer = at
      .map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1')))
      .join('/');
    const fits = ajv.getSchema(`document#/${pointer}`);
    if (fits === undefined) return 'an answer without a schema';
    return fits(body) === true ? null : ajv.errorsText(fits.errors);
  };
}
