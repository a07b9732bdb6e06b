import { createHash } from 'node:crypto';
import { asyncapiDocument } from '../adapters/koa/documents/asyncapi-document.ts';
import { type Operation, openapiDocument } from '../adapters/koa/documents/openapi-document.ts';
import type { Schema } from '../adapters/koa/documents/show-schema.ts';

const facts = { appUrl: 'https://crm.example', version: '' };

/**
 * The shape that clients see, a line each: routes, messages on a socket, and every field. Texts for people are left
 * out.
 */
export function publicShape(): string {
  const openapi = openapiDocument(facts);
  const asyncapi = asyncapiDocument(facts);
  const routes = Object.entries(openapi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      linesOf(`${method.toUpperCase()} ${path}`, operation),
    ),
  );
  const schemas = { ...asyncapi.components.schemas, ...openapi.components.schemas };
  const fields = Object.entries(schemas).flatMap(([name, schema]) => fieldsOf(name, schema));
  return `${[...routes, '', ...fields].join('\n')}\n`;
}

/** Tells one shape from another, for the changelog. */
export function digestOf(shape: string): string {
  return createHash('sha256').update(shape).digest('hex').slice(0, 12);
}

function linesOf(route: string, operation: Operation): string[] {
  const { parameters = [], requestBody, responses, security } = operation;
  const asked = parameters.map(
    ({ name, in: where, required, schema }) =>
      `${route} ${where} ${name}${required === true ? '' : '?'}: ${typeOf(schema)}`,
  );
  const body = requestBody?.content['application/json'].schema;
  const sent =
    body === undefined
      ? []
      : [`${route} body${requestBody?.required === true ? '' : '?'}: ${typeOf(body)}`];
  const answers = Object.entries(responses).map(([status, { content = {} }]) => {
    const types = Object.values(content).map(({ schema }) => typeOf(schema));
    return `${route} ${status}: ${types.join(' | ') || 'nothing'}`;
  });
  return [`${route}${security === undefined ? '' : ' open'}`, ...asked, ...sent, ...answers];
}

function fieldsOf(name: string, schema: Schema): string[] {
  if (schema.properties === undefined) return [`${name}: ${typeOf(schema)}`];
  const { properties, required = [] } = schema;
  return Object.entries(properties).map(
    ([field, each]) => `${name}.${field}${required.includes(field) ? '' : '?'}: ${typeOf(each)}`,
  );
}

function typeOf(schema: Schema): string {
  const { $ref, allOf, items, properties } = schema;
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1);
  if (allOf !== undefined) return allOf.map(typeOf).join(' & ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined)
    return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.map(typeOf).join(' | ');
  if (items !== undefined) return `(${typeOf(items)})[]`;
  if (properties !== undefined) {
    const fields = fieldsOf('', schema).map((line) => line.slice(1));
    return `{ ${fields.join(', ')} }`;
  }
  if (typeof schema.additionalProperties === 'object')
    return `{ [name]: ${typeOf(schema.additionalProperties)} }`;
  return `${[schema.type ?? 'anything'].flat().join(' | ')}${limitsOf(schema)}`;
}

function limitsOf({
  format,
  minimum,
  maximum,
  minLength,
  maxLength,
  default: initial,
}: Schema): string {
  const least = minimum ?? minLength;
  const most = maximum ?? maxLength;
  const range = least === undefined && most === undefined ? '' : ` ${least ?? ''}..${most ?? ''}`;
  const kind = format === undefined ? '' : ` ${format}`;
  return `${kind}${range}${initial === undefined ? '' : ` = ${JSON.stringify(initial)}`}`;
}
