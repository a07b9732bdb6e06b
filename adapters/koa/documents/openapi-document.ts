import { z } from 'zod';
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiHeadersObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { Problem } from '../../wire/problem.ts';
import { type ProblemCode, problemStatuses } from '../../wire/problem-code.ts';
import { httpApi } from '../../wire/routes/http-api.ts';
import { paramsOf, problemsOf, type Route } from '../../wire/routes/route.ts';
import { statusTitle } from '../problems/answer-problem.ts';
import type { DocumentFacts } from './document-facts.ts';
import type { Schema } from './show-schema.ts';

/** The parts of the document that this service reads. */
export interface OpenapiDocument {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
  [key: string]: unknown;
}

export interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  security?: unknown[];
  requestBody?: { required?: boolean; content: { 'application/json': { schema: Schema } } };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

/** The API in OpenAPI 3.1, from the declarations that serve it. */
export function openapiDocument({ appUrl, version }: DocumentFacts): OpenapiDocument {
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Velvena Calendly',
        version,
        description:
          'Prospects, scheduled events and notes from Calendly. Send a token of your backend: `Authorization: Bearer …`. A token opens one organization. Instants are ISO 8601 in UTC.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: appUrl }],
      security: [{ token: [] }],
      paths: pathsOf(Object.entries<Route>(httpApi)),
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    },
    { override: simplify },
  ) as unknown as OpenapiDocument;
}

/** Allows more fields in an answer, for later versions, and none in a request. A pattern that repeats a format goes. */
const simplify: NonNullable<CreateDocumentOptions['override']> = ({
  jsonSchema,
  zodSchema,
  io,
}) => {
  if (io === 'output' && jsonSchema.additionalProperties === false)
    delete jsonSchema.additionalProperties;
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  // The default of a parameter that is read from text would be left out.
  const initial = zodSchema instanceof z.ZodDefault ? zodSchema.def.defaultValue : null;
  if (initial !== null) jsonSchema.default = initial;
};

function pathsOf(routes: [string, Route][]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, route] of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const method = route.method.toLowerCase() as Lowercase<Route['method']>;
    paths[path] = { ...paths[path], [method]: operationOf(name, route) };
  }
  return paths;
}

function operationOf(name: string, route: Route): ZodOpenApiOperationObject {
  const { body, query, role, summary } = route;
  const params = paramsOf(route).map((param) => [param, z.string()] as const);
  return {
    operationId: name,
    summary: summary.en,
    tags: [tagOf(route)],
    ...(role === 'admin' && { description: 'For administrators.' }),
    ...(role === 'open' && { security: [] }),
    requestParams: {
      ...(params.length > 0 && { path: z.object(Object.fromEntries(params)) }),
      ...(query instanceof z.ZodObject && { query }),
    },
    ...(body !== undefined && {
      requestBody: {
        required: body.optional !== true,
        content: { 'application/json': { schema: body.schema } },
      },
    }),
    responses: responsesOf(route),
  };
}

/** The noun that a route is about. */
function tagOf({ path }: Route): string {
  return path.split('/', 2)[1] ?? '';
}

function responsesOf(route: Route): ZodOpenApiResponsesObject {
  const answers = Object.entries(route.answers).map(([status, schema]) => [
    status,
    {
      description: statusTitle(Number(status)),
      ...(schema !== null && { content: { 'application/json': { schema } } }),
    },
  ]);
  const byStatus = Map.groupBy(problemsOf(route), (code) => problemStatuses[code]);
  const problems = [...byStatus].map(([status, codes]) => [status, problemResponse(status, codes)]);
  return Object.fromEntries([...answers, ...problems]) as ZodOpenApiResponsesObject;
}

const retryAfter = {
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } },
} as const;

/** The headers of problems, by status. */
const headers: Record<number, ZodOpenApiHeadersObject> = {
  401: { 'WWW-Authenticate': { schema: { type: 'string', const: 'Bearer' } } },
  429: retryAfter,
  503: retryAfter,
};

function problemResponse(status: number, codes: ProblemCode[]) {
  const schema = Problem.and(z.object({ code: z.enum(codes) }));
  return {
    description: `${statusTitle(status)}: ${codes.map((code) => `\`${code}\``).join(', ')}`,
    ...(status in headers && { headers: headers[status] }),
    content: { 'application/problem+json': { schema } },
  };
}
